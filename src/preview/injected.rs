//! What the preview adds to a site, and what no build ever writes: the script that reloads a page, and
//! the page that says what is wrong.

/// The script, and the looks of the page that says what is wrong.
const FILES: [(&str, &str, &str); 2] = [
    ("reload.js", "text/javascript; charset=utf-8", include_str!("reload.js")),
    ("problem.css", "text/css; charset=utf-8", include_str!("problem.css")),
];

/// A file of the preview itself: its media type and what is in it.
pub(super) fn file(name: &str) -> Option<(&'static str, &'static str)> {
    let (_, media, text) = FILES.into_iter().find(|(own, _, _)| *own == name)?;
    Some((media, text))
}

/// A page with the script that waits for the next version.
pub(super) fn with_script(page: &[u8], version: u64) -> Vec<u8> {
    let end = b"</body>";
    let at = page.windows(end.len()).rposition(|part| part == end).unwrap_or(page.len());
    let (before, after) = page.split_at(at);
    [before, script(version).as_bytes(), after].concat()
}

/// The page that says what is wrong, with the way to the last good page.
pub(super) fn problem(title: &str, text: &str, last: Option<&str>, version: u64) -> String {
    let last = last.map_or_else(String::new, |path| {
        format!("<p><a href=\"{}\">See the page as it was before</a></p>\n", escaped(path))
    });
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>{title}</title>\n\
         <link rel=\"stylesheet\" href=\"/-/problem.css\">\n</head>\n<body>\n<main>\n\
         <h1>{title}</h1>\n<p>Mend it and save: this page goes away by itself.</p>\n{last}\
         <pre tabindex=\"0\">{}</pre>\n</main>\n{}</body>\n</html>\n",
        escaped(text),
        script(version)
    )
}

fn script(version: u64) -> String {
    format!("<script src=\"/-/reload.js?{version}\"></script>")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}
