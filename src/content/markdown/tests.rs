//! What becomes of each kind of Markdown.

use super::*;
use crate::source::Source;

fn render_all(text: &str) -> (Markdown, Vec<String>) {
    let source = Source::new("content/notes/a.md", text);
    let mut to = Diagnostics::default();
    let words = Words::default();
    let options = Options { prefix: "a", top: 2, words: &words };
    let markdown = render(&source.file_part(), &options, &mut to);
    let problems = to.sorted().into_iter().map(|problem| {
        let at = &text[problem.spot.start..problem.spot.end];
        format!("{} at {at}: {}", problem.code.name(), problem.message)
    });
    (markdown, problems.collect())
}

fn html(text: &str) -> String {
    render_all(text).0.html
}

#[test]
fn headings_start_at_the_top_asked_for_and_skip_no_level() {
    let (markdown, _) = render_all("# Why\n## Why\n###### ما الذي تغيّر؟\n");
    insta::assert_snapshot!(markdown.html, @r#"
    <h2 id="why">Why</h2>
    <h3 id="why-1">Why</h3>
    <h4 id="ما-الذي-تغيّر">ما الذي تغيّر؟</h4>
    "#);
    let levels: Vec<u8> = markdown.headings.iter().map(|heading| heading.level).collect();
    assert_eq!(levels, [2, 3, 4]);
}

#[test]
fn very_many_equal_headings_and_tables_take_no_time() {
    let text = "# Why\n\n|a|\n|-|\n\n".repeat(5000) + "# Why 4\n";
    let (markdown, _) = render_all(&text);
    let ids: std::collections::BTreeSet<_> = markdown.headings.iter().map(|one| &one.id).collect();
    assert_eq!(ids.len(), 5001);
    assert!(markdown.html.contains("aria-label=\"Table: a (5000)\""));
}

#[test]
fn html_by_hand_has_an_end() {
    let (markdown, problems) = render_all(&"<div>\n".repeat(10_001));
    assert!(problems.len() == 1 && problems[0].starts_with("too-many"), "{problems:?}");
    assert_eq!(markdown.html.matches("<div>").count(), 10_000);
}

#[test]
fn tables_scroll_and_say_what_they_are() {
    let table = "| Month | Days |\n|---|--:|\n| May | 14 |\n";
    insta::assert_snapshot!(html(table), @r#"
    <div class="table" tabindex="0" role="region" aria-label="Table: Month, Days"><table>
    <thead>
    <tr><th scope="col">Month</th><th scope="col" class="right">Days</th></tr>
    </thead>
    <tbody>
    <tr><td>May</td><td class="right">14</td></tr>
    </tbody>
    </table></div>
    "#);
    assert!(html(&format!("{table}\n\n{table}")).contains("Table: Month, Days (2)"));
    assert!(
        html("| | A |\n|---|---|\n| b | 1 |\n")
            .contains("<tr><td></td><th scope=\"col\">A</th></tr>")
    );
}

#[test]
fn alerts_tasks_and_footnotes_are_told_in_words() {
    insta::assert_snapshot!(html("> [!NOTE]\n> Read me.\n\n- [x] a\n- [ ] b\n\nSo[^n] and so[^n].\n\n[^n]: Why.\n"), @r##"
    <aside class="alert alert-note" role="note">
    <p class="alert-title">Note</p>
    <p>Read me.</p>
    </aside>
    <ul>
    <li><span class="task" aria-hidden="true">☑</span> <span class="visually-hidden">done:</span> a</li>
    <li><span class="task" aria-hidden="true">☐</span> <span class="visually-hidden">open:</span> b</li>
    </ul>
    <p>So<sup class="footnote-reference"><a href="#a:note-1" id="a:back-1-1">1</a></sup> and so<sup class="footnote-reference"><a href="#a:note-1" id="a:back-1-2">1</a></sup>.</p>
    <section class="footnotes" aria-label="Footnotes">
    <ol>
    <li id="a:note-1">
    <p>Why.</p>
    <a class="back" href="#a:back-1-1" aria-label="Back to the text (1.1)">↩</a>
    <a class="back" href="#a:back-1-2" aria-label="Back to the text (1.2)">↩</a>
    </li>
    </ol>
    </section>
    "##);
}

#[test]
fn links_know_their_place_and_bad_ones_go() {
    let text = "[a](https://a.example \"T\") [b][ref] <c@d.example> [e](javascript:alert) [f](@/notes/x.md#%C3%BC)\n\n[ref]: @/notes/b.md\n";
    let (markdown, problems) = render_all(text);
    let links: Vec<_> =
        markdown.links.iter().map(|link| &text[link.spot.start..link.spot.end]).collect();
    assert_eq!(links, ["https://a.example", "@/notes/b.md", "c@d.example", "@/notes/x.md#%C3%BC"]);
    insta::assert_snapshot!(markdown.html, @r#"<p><a href="https://a.example" title="T" rel="noopener noreferrer">a</a> <a href="@/notes/b.md">b</a> <a href="mailto:c@d.example" rel="noopener noreferrer">c@d.example</a> e <a href="@/notes/x.md#ü">f</a></p>"#);
    assert_eq!(problems, ["unsafe-link at javascript:alert: this link leads to `javascript:`"]);
}

#[test]
fn pictures_give_way_to_their_words() {
    let (markdown, problems) = render_all("![A chart](https://a.example/x.png) ![B](x.png)");
    assert_eq!(markdown.html, "<p>A chart B</p>\n");
    assert_eq!(problems.len(), 2);
}

#[test]
fn html_by_hand_is_made_safe() {
    let text = "# T\n\n<details style=\"x\" open><summary id=\"main\" onclick=\"x\">S</summary>\n\n*in*\n\n</details>\n\n<script>alert(1)</script>\n\n<a href=\"data:x\">y</a><img src=\"https://x\"><h1 data-cell=\"k\">H</h1><b class=\"other\">b</b>\n";
    let (markdown, problems) = render_all(text);
    assert!(markdown.has_raw_html);
    insta::assert_snapshot!(markdown.html, @r#"
    <h2 id="t">T</h2>
    <details open=""><summary>S</summary>
    <p><em>in</em></p>
    </details>

    <p><a rel="noopener noreferrer">y</a></p>H<b>b</b><p></p>
    "#);
    assert_eq!(
        problems,
        [
            "removed-html at <script: `<script>` is taken out",
            "unsafe-link at data:x: this link leads to `data:`",
            "picture at <img: picture `<img>` not found",
        ]
    );
}

#[test]
fn words_are_escaped() {
    insta::assert_snapshot!(html("a & b \\<i> `<b>` \"q\" -- ~~s~~\n\n| a\"<b |\n|---|\n"), @r#"
    <p>a &amp; b &lt;i&gt; <code>&lt;b&gt;</code> “q” – <del>s</del></p>
    <div class="table" tabindex="0" role="region" aria-label="Table: a“&lt;b"><table>
    <thead>
    <tr><th scope="col">a“&lt;b</th></tr>
    </thead>
    <tbody>
    </tbody>
    </table></div>
    "#);
}

proptest::proptest! {
    #[test]
    fn nothing_panics_and_nothing_escapes(text in "[ -~\nü\\[\\]()<>!#|^:>@/`*_-]{0,200}") {
        let (markdown, _) = render_all(&text);
        let lower = markdown.html.to_lowercase();
        for bad in ["<script", "<img", "style=", "href=\"javascript"] {
            proptest::prop_assert!(!lower.contains(bad), "{}", markdown.html);
        }
    }
}
