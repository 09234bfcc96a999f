//! Properties of the statistics that hold whatever people answer.

use proptest::collection::vec;
use proptest::prelude::*;
use rapportage::score::statistics::*;

type Row = Vec<Option<f64>>;

/// Up to 30 people and 5 items on 1–5, some left blank.
fn answers() -> impl Strategy<Value = Vec<Row>> {
    let cell =
        prop_oneof![9 => (1..=5_u8).prop_map(|point| Some(f64::from(point))), 1 => Just(None)];
    (2..=5_usize).prop_flat_map(move |items| vec(vec(cell.clone(), items), 0..30))
}

/// People with answers to all items, enough to vary.
fn whole_answers() -> impl Strategy<Value = Vec<Row>> {
    vec(vec((1..=5_u8).prop_map(|point| Some(f64::from(point))), 4), 12..30)
}

/// The same people in another order.
fn shuffled<T: Clone + std::fmt::Debug>(
    people: impl Strategy<Value = Vec<T>>,
) -> impl Strategy<Value = (Vec<T>, Vec<T>)> {
    people.prop_flat_map(|people| (Just(people.clone()), Just(people).prop_shuffle()))
}

fn near(one: f64, two: f64) -> bool {
    (one - two).abs() <= 1e-8 * (1.0 + one.abs().max(two.abs()))
}

fn moments(scores: &[f64]) -> Part {
    let n = scores.len() as f64;
    let mean = scores.iter().sum::<f64>() / n;
    let squares: f64 = scores.iter().map(|score| (score - mean).powi(2)).sum();
    let variance = squares / (n - 1.0);
    Part { weight: 1.0, mean, variance, n: scores.len() as u32, df: n - 1.0, invited: None }
}

fn sampled(n: u32, invited: Option<u32>) -> Precision {
    match mean_precision(60.0, 400.0, n, f64::from(n) - 1.0, invited) {
        Ok(Certainty::Sampled(precision)) => precision,
        other => unreachable!("{n} of {invited:?}: {other:?}"),
    }
}

/// Any finite number, from the very small to those whose squares overflow.
fn finite() -> impl Strategy<Value = f64> {
    use prop::num::f64::{NORMAL, SUBNORMAL, ZERO};
    prop_oneof![NORMAL | SUBNORMAL | ZERO, -100.0..100.0_f64, Just(f64::MAX), Just(1.0)]
}

fn all_finite(numbers: &[f64]) -> bool {
    numbers.iter().all(|number| number.is_finite())
}

fn ends_finite(interval: Interval) -> bool {
    all_finite(&[interval.low, interval.high])
}

fn width(interval: Interval) -> f64 {
    interval.high - interval.low
}

/// Rows with their outcome in the last place, taken apart.
fn apart(rows: &[Row]) -> (Vec<Row>, Row) {
    let outcome = rows.iter().map(|row| row[row.len() - 1]).collect();
    (rows.iter().map(|row| row[..row.len() - 1].to_vec()).collect(), outcome)
}

proptest! {
    #[test]
    fn the_order_of_respondents_does_not_matter_to_alpha((rows, other) in shuffled(answers())) {
        for blanks in [Blanks::Pairwise, Blanks::Listwise] {
            match (alpha(&rows, blanks), alpha(&other, blanks)) {
                (Ok(one), Ok(two)) => prop_assert!(near(one.value, two.value) && one.n == two.n),
                (one, two) => prop_assert_eq!(one.is_err(), two.is_err()),
            }
        }
    }

    #[test]
    fn the_order_of_respondents_does_not_matter_to_agreement((rows, other) in shuffled(answers())) {
        match (rwg_j(&rows, 5), rwg_j(&other, 5)) {
            (Ok(one), Ok(two)) => prop_assert!(near(one.value, two.value) && one.n == two.n),
            (one, two) => prop_assert_eq!(one, two),
        }
    }

    #[test]
    fn the_order_of_respondents_does_not_matter_to_drivers((rows, other) in shuffled(answers())) {
        let ((predictors, outcome), (others, theirs)) = (apart(&rows), apart(&other));
        match (drivers(&predictors, &outcome), drivers(&others, &theirs)) {
            (Ok(one), Ok(two)) => {
                let pairs = one.relative.weights.iter().zip(&two.relative.weights);
                prop_assert!(pairs.into_iter().all(|(one, two)| near(*one, *two)));
            }
            (one, two) => prop_assert_eq!(one.is_err(), two.is_err()),
        }
    }

    #[test]
    fn an_interval_narrows_with_n(n in 2..5000_u32, more in 1..5000_u32, extra in 1..9000_u32) {
        let (fewer, many) = (sampled(n, None), sampled(n + more, None));
        prop_assert!(width(many.interval) < width(fewer.interval));
        let invited = Some(n + more + extra);
        let known = sampled(n, invited);
        prop_assert!(width(sampled(n + more, invited).interval) < width(known.interval));
        prop_assert!(width(known.interval) < width(fewer.interval));
    }

    #[test]
    fn margins_and_shares_narrow_with_n(yes in 0..200_u32, no in 0..200_u32, times in 2..9_u32) {
        prop_assume!(yes + no > 0);
        let n = yes + no;
        let of = |times| wilson(yes * times, n * times, None).unwrap().sampled().unwrap();
        prop_assert!(width(of(times)) < width(of(1)));
        prop_assert!(of(1).contains(100.0 * f64::from(yes) / f64::from(n)));
        prop_assert!(0.0 <= of(1).low && of(1).high <= 100.0);
        let margin = |n, invited| margin(n, invited).unwrap().sampled().unwrap();
        prop_assert!(margin(n * times, None) < margin(n, None));
        // Of one person alone the correction takes nothing away: (N - 1)/(N - 1).
        let known = margin(n, Some(n + times));
        prop_assert!(known < margin(n, None) || (n == 1 && known <= margin(n, None)));
    }

    #[test]
    fn bounds_hold_whatever_the_others_would_have_said(
        yes in 0..50_u32, no in 0..50_u32, others_yes in 0..50_u32, others_no in 0..50_u32,
    ) {
        let invited = yes + no + others_yes + others_no;
        prop_assume!(invited > 0);
        let bounds = non_response_bounds(yes, yes + no, Some(invited)).unwrap();
        let truth = 100.0 * f64::from(yes + others_yes) / f64::from(invited);
        prop_assert!(bounds.low <= truth + 1e-9 && truth <= bounds.high + 1e-9);
    }

    #[test]
    fn adjusted_p_values_are_monotone_and_never_below_the_raw(p in vec(0.0..=1.0_f64, 0..40)) {
        let (rate, family) = (benjamini_hochberg(&p), holm(&p));
        for i in 0..p.len() {
            prop_assert!(p[i] <= rate[i] && rate[i] <= family[i] + 1e-12 && family[i] <= 1.0);
            for j in 0..p.len() {
                prop_assert!(p[i] > p[j] || (rate[i] <= rate[j] && family[i] <= family[j]));
            }
        }
    }

    #[test]
    fn reversing_all_items_mirrors_the_score(points in vec(1..=7_u8, 1..20)) {
        let score = |reversed| {
            let item = |point: &u8| item_score(f64::from(*point), 1.0, 7.0, reversed).unwrap();
            points.iter().map(item).sum::<f64>() / points.len() as f64
        };
        prop_assert!(near(score(true), 100.0 - score(false)));
    }

    #[test]
    fn a_constant_added_to_an_item_leaves_alpha_alone(
        rows in answers(), item in 0..2_usize, constant in -50..50_i32,
    ) {
        let mut moved = rows.clone();
        moved.iter_mut().for_each(|row| row[item] = row[item].map(|x| x + f64::from(constant)));
        match (alpha(&rows, Blanks::Pairwise), alpha(&moved, Blanks::Pairwise)) {
            (Ok(one), Ok(two)) => prop_assert!(near(one.value, two.value)),
            (one, two) => prop_assert_eq!(one.is_err(), two.is_err()),
        }
    }

    #[test]
    fn alpha_lies_in_its_interval(rows in answers()) {
        if let Ok(alpha) = alpha(&rows, Blanks::Pairwise) {
            prop_assert!(alpha.value <= 1.0 + 1e-9 || rows.iter().flatten().any(Option::is_none));
            prop_assert!(alpha.interval.low <= alpha.interval.high || alpha.value > 1.0);
        }
    }

    #[test]
    fn relative_weights_sum_to_the_variance_explained(rows in whole_answers()) {
        let (predictors, outcome) = apart(&rows);
        if let Ok(found) = drivers(&predictors, &outcome) {
            let sum: f64 = found.relative.weights.iter().sum();
            prop_assert!(near(sum, found.relative.r_squared));
            prop_assert!(found.relative.weights.iter().all(|weight| *weight >= 0.0));
            prop_assert!((0.0..=1.0).contains(&found.relative.r_squared));
        }
    }

    #[test]
    fn swapping_the_sides_of_a_comparison_turns_its_sign(
        one in vec(0..=20_u8, 2..30), two in vec(0..=20_u8, 2..30),
    ) {
        let scores = |points: &[u8]| points.iter().map(|x| 5.0 * f64::from(*x)).collect::<Vec<_>>();
        let (first, second) = (moments(&scores(&one)), moments(&scores(&two)));
        let there = compare(&[first], &[second]).unwrap();
        let back = compare(&[second], &[first]).unwrap();
        prop_assert!(near(there.difference, -back.difference));
        prop_assert_eq!(there.test.is_none(), first.variance == 0.0 && second.variance == 0.0);
        if let (Some(there), Some(back)) = (there.test, back.test) {
            prop_assert!(near(there.p, back.p) && near(there.t, -back.t));
            prop_assert_eq!(there.p < 0.05, !there.interval.contains(0.0));
            let least = (first.df.min(second.df)) - 1e-9;
            prop_assert!(least <= there.df && there.df <= first.df + second.df + 1e-9);
        }
    }

    #[test]
    fn a_composite_of_one_is_the_mean_itself(n in 2..500_u32, variance in 1.0..900.0_f64) {
        let df = f64::from(n) - 1.0;
        let part = Part { weight: 3.0, mean: 40.0, variance, n, df, invited: Some(n + 7) };
        let one = composite(&[part]).unwrap().certainty.sampled().unwrap();
        let mean = mean_precision(40.0, variance, n, df, Some(n + 7)).unwrap().sampled().unwrap();
        prop_assert!(near(one.error, mean.error) && near(one.df, mean.df));
    }

    #[test]
    fn sums_of_any_finite_numbers_are_finite(
        numbers in vec(finite(), 8), counts in vec(0..9_u32, 2),
    ) {
        let part = |at: usize| Part {
            weight: numbers[at].abs(), mean: numbers[at + 1], variance: numbers[at + 2],
            n: counts[0], df: numbers[at + 3], invited: Some(counts[1]),
        };
        if let Ok(found) = composite(&[part(0), part(4)]) {
            prop_assert!(found.value.is_finite());
            if let Certainty::Sampled(found) = found.certainty {
                prop_assert!(all_finite(&[found.error, found.df]) && ends_finite(found.interval));
            }
        }
        if let Ok(found) = compare(&[part(0)], &[part(4)]) {
            prop_assert!(all_finite(&[found.difference, found.effect.unwrap_or(0.0)]));
            if let Some(test) = found.test {
                prop_assert!(all_finite(&[test.error, test.t, test.df]) && ends_finite(test.interval));
                prop_assert!((0.0..=1.0).contains(&test.p));
            }
        }
    }

    #[test]
    fn answers_of_any_finite_numbers_are_finite(numbers in vec(finite(), 12)) {
        let row = |row: &[f64]| row.iter().copied().map(Some).collect();
        let rows: Vec<Row> = numbers.chunks(3).map(row).collect();
        if let Ok(found) = alpha(&rows, Blanks::Pairwise) {
            let others = found.without.iter().map(|value| value.unwrap_or(0.0));
            let own = [found.value, found.standardised.unwrap_or(0.0)];
            prop_assert!(ends_finite(found.interval));
            prop_assert!(all_finite(&others.chain(own).collect::<Vec<_>>()));
        }
        let agreement = |found: Agreement| (0.0..=1.0).contains(&found.value);
        prop_assert!(rwg(&numbers, 5).is_ok_and(agreement) || rwg(&numbers, 5).is_err());
        prop_assert!(rwg_j(&rows, 5).is_ok_and(agreement) || rwg_j(&rows, 5).is_err());
        if let Ok(found) = icc(&[&numbers[..5], &numbers[5..]]) {
            prop_assert!(all_finite(&[found.icc1, found.icc2.unwrap_or(0.0)]));
        }
        let (predictors, outcome) = apart(&rows);
        if let Ok(found) = drivers(&predictors, &outcome) {
            prop_assert!(all_finite(&found.relative.weights) && found.relative.r_squared <= 1.0);
        }
        let score = item_score(numbers[0], numbers[1], numbers[2], true);
        prop_assert!(score.is_none_or(f64::is_finite));
    }

    #[test]
    fn any_counts_have_a_finite_answer_or_none(
        counts in vec(prop_oneof![0..5_u32, any::<u32>()], 4),
    ) {
        let invited = Some(counts[3]);
        if let Ok(Certainty::Sampled(found)) = wilson(counts[0], counts[1], invited) {
            prop_assert!(0.0 <= found.low && found.low <= found.high && found.high <= 100.0);
        }
        if let Ok(Certainty::Sampled(found)) = margin(counts[1], invited) {
            prop_assert!(found > 0.0 && found < 100.0);
        }
        if let Ok(found) = recommend(counts[0], counts[1], counts[2], invited) {
            prop_assert!((-100.0..=100.0).contains(&found.score));
            if let Certainty::Sampled(error) = found.certainty {
                prop_assert!(error.error.is_finite() && ends_finite(error.adjusted));
            }
        }
        if let Some(found) = non_response_bounds(counts[0], counts[1], invited) {
            prop_assert!(0.0 <= found.low && found.low <= found.high && found.high <= 100.0);
        }
    }
}
