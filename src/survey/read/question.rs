//! `[[question]]`: what is asked beside the dimensions.

use super::{Reader, scale::LIKELY};
use crate::content::Fields;
use crate::diag::{Code, Diagnostic};
use crate::source::Spot;
use crate::survey::{Question, QuestionKind};

/// The kinds as they are written.
const KINDS: [(&str, QuestionKind); 4] = [
    ("outcome", QuestionKind::Outcome),
    ("recommend", QuestionKind::Recommend),
    ("obstacle", QuestionKind::Obstacle),
    ("comment", QuestionKind::Comment),
];

impl Reader<'_> {
    pub(super) fn read_question(&mut self, mut fields: Fields<'_>) {
        let id = self.new_id(&mut fields, "question");
        let kind = fields.choice("kind", &KINDS, self.to).map(|kind| kind.value);
        let scale = self.question_scale(&mut fields, kind);
        let dimension = self.question_dimension(&mut fields, kind);
        let name = Some(self.optional_words(&mut fields, "name")).filter(|name| !name.is_empty());
        let reverse = fields.optional_flag("reverse", self.to).is_some_and(|flag| flag.value);
        let asked = self.asked(&mut fields, "question");
        fields.finish(self.to);
        self.survey.questions.push(Question {
            id,
            kind: kind.unwrap_or(QuestionKind::Comment),
            scale,
            dimension,
            reverse,
            forms: asked.forms,
            audiences: asked.audiences,
            name,
            text: asked.text,
            text_for: asked.text_for,
        });
    }

    fn question_scale(
        &mut self,
        fields: &mut Fields<'_>,
        kind: Option<QuestionKind>,
    ) -> Option<usize> {
        let row = match kind {
            Some(QuestionKind::Outcome | QuestionKind::Obstacle) => {
                fields.required("scale", "the id of a scale", self.to)
            }
            _ => fields.take("scale"),
        };
        match (row, kind) {
            (Some(row), Some(QuestionKind::Comment)) => {
                self.only_for(row.key.spot, "a comment has no scale", "leave `scale` out");
                None
            }
            (Some(row), _) => Some(self.known_scale(row)),
            (None, Some(QuestionKind::Recommend)) => {
                self.survey.scales.iter().position(|scale| scale.id == LIKELY)
            }
            // The mistake was reported; any scale will do.
            (None, Some(QuestionKind::Outcome | QuestionKind::Obstacle)) => Some(0),
            (None, _) => None,
        }
    }

    fn question_dimension(
        &mut self,
        fields: &mut Fields<'_>,
        kind: Option<QuestionKind>,
    ) -> Option<usize> {
        let row = fields.take("dimension")?;
        if kind.is_some_and(|kind| kind != QuestionKind::Comment) {
            let message = "only a comment belongs to a dimension";
            self.only_for(row.key.spot, message, "leave `dimension` out");
            return None;
        }
        let name = row.text(self.to)?;
        let dimensions = &self.survey.dimensions;
        let found = dimensions.iter().position(|dimension| dimension.id == name.value);
        if found.is_none() {
            let known = dimensions.iter().map(|dimension| dimension.id.as_str());
            self.to.push(Diagnostic::unknown("dimension", &name, known));
        }
        found
    }

    fn only_for(&mut self, spot: Spot, message: &str, advice: &str) {
        self.to.push(
            Diagnostic::error(Code::Conflict, spot, message)
                .label("this has no meaning here")
                .hint(advice),
        );
    }
}
