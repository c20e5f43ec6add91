//! A filter bound to the columns of a table: every name is looked up and every type checked, once.

use geo::Geometry;

use super::arrays::List;
use super::condition::{Condition, Moment};
use super::expression::{Expression, Node, Operator, Spatial};
use super::instant::{Interval, instant};
use super::pattern::Pattern;
use super::scalar::{Scalar, Sort};
use super::space::{self, Space};
use super::{fault, geometry};
use crate::api::features::reference::Reference;
use crate::domain::{Fault, Text};
use crate::export::{Field, Kind};

/// The name under which a filter speaks of a row's place.
pub const GEOMETRY: &str = "geometry";

/// What a filter is bound to.
pub struct Columns<'a> {
    /// The columns of the table.
    pub fields: &'a [Field],
    /// The reference system of the filter's coordinates.
    pub reference: Reference,
}

impl Columns<'_> {
    /// A part that is true or false.
    ///
    /// # Errors
    /// `bad-filter` or `unknown-property`, at the part.
    pub fn condition(&self, part: &Expression) -> Result<Condition, Fault> {
        match &part.node {
            Node::YesNo(truth) => Ok(Condition::Always(*truth)),
            Node::Property(name) => {
                let value = self.scalar(part)?;
                let truth = value.sort() == Sort::YesNo && name != GEOMETRY;
                if truth { Ok(Condition::Truth(Box::new(value))) } else { Err(fault::wrong_kind(part, &condition_wanted())) }
            }
            Node::Call(operator, arguments) => self.call(part, *operator, arguments),
            _ => Err(fault::wrong_kind(part, &condition_wanted())),
        }
    }

    fn call(&self, part: &Expression, operator: Operator, arguments: &[Expression]) -> Result<Condition, Fault> {
        if operator.arity().is_some_and(|arity| arity != arguments.len()) || (operator.arity().is_none() && arguments.is_empty()) {
            return Err(part.at.of(fault::wrong_arity(operator, arguments.len())));
        }
        let conditions = || arguments.iter().map(|argument| self.condition(argument)).collect::<Result<Vec<_>, _>>();
        match (operator, arguments) {
            (Operator::And, _) => conditions().map(Condition::All),
            (Operator::Or, _) => conditions().map(Condition::Any),
            (Operator::Not, [one]) => Ok(Condition::Not(Box::new(self.condition(one)?))),
            (Operator::Compare(comparison), [one, other]) => Ok(Condition::Compare(comparison, Box::new(self.pair(one, other)?))),
            (Operator::Between, [value, low, high]) => {
                let (bound, low) = self.pair(value, low)?;
                Ok(Condition::Between(Box::new((bound, low, self.alike(value, high)?))))
            }
            (Operator::In, [value, list]) => self.one_of(value, list),
            (Operator::Like, [value, pattern]) => self.like(value, pattern),
            (Operator::IsNull, [value]) => self.is_null(value),
            (Operator::Spatial(relation), [one, other]) => self.space(relation, one, other),
            (Operator::Array(relation), [one, other]) => Ok(Condition::Lists(relation, Box::new((self.list(one)?, self.list(other)?)))),
            (Operator::Temporal(relation), [one, other]) => {
                Ok(Condition::Time(relation, Box::new((self.moment(one)?, self.moment(other)?))))
            }
            _ => Err(fault::wrong_kind(part, &condition_wanted())),
        }
    }

    /// Two values of one sort. Words beside a date are read as a date.
    fn pair(&self, one: &Expression, other: &Expression) -> Result<(Scalar, Scalar), Fault> {
        let (left, right) = (self.scalar(one)?, self.scalar(other)?);
        match (left.sort(), right.sort()) {
            (a, b) if a == b => Ok((left, right)),
            (Sort::Instant, Sort::Text) => Ok((left, as_instant(other)?)),
            (Sort::Text, Sort::Instant) => Ok((as_instant(one)?, right)),
            (a, b) => Err(fault::not_comparable(other, &a.name(), &b.name())),
        }
    }

    /// The second of two values of one sort.
    fn alike(&self, one: &Expression, other: &Expression) -> Result<Scalar, Fault> {
        self.pair(one, other).map(|(_, other)| other)
    }

    fn one_of(&self, value: &Expression, list: &Expression) -> Result<Condition, Fault> {
        let Node::List(items) = &list.node else { return Err(fault::wrong_kind(list, &Text::new("une liste", "a list"))) };
        let items = items.iter().map(|item| self.alike(value, item)).collect::<Result<_, _>>()?;
        Ok(Condition::In(Box::new(self.scalar(value)?), items))
    }

    fn like(&self, value: &Expression, pattern: &Expression) -> Result<Condition, Fault> {
        let words = self.scalar(value)?;
        if words.sort() != Sort::Text {
            return Err(fault::wrong_kind(value, &Sort::Text.name()));
        }
        Ok(Condition::Like(Box::new(words), read_pattern(pattern)?))
    }

    fn is_null(&self, value: &Expression) -> Result<Condition, Fault> {
        if let Node::Property(name) = &value.node {
            // A place is never missing.
            let cell = |column| Condition::CellIsNull(column);
            return if name == GEOMETRY { Ok(Condition::Always(false)) } else { self.column(value, name).map(cell) };
        }
        Ok(Condition::IsNull(Box::new(self.scalar(value)?)))
    }

    fn scalar(&self, part: &Expression) -> Result<Scalar, Fault> {
        match &part.node {
            Node::Text(words) => Ok(Scalar::Text(words.clone())),
            Node::Number(number) => Ok(Scalar::Number(*number)),
            Node::YesNo(truth) => Ok(Scalar::YesNo(*truth)),
            Node::Instant(moment) => Ok(Scalar::Instant(*moment)),
            Node::Property(name) => {
                let column = self.column(part, name)?;
                let sort = Sort::of(self.fields[column].kind).ok_or_else(|| fault::not_comparable(part, &list_name(), &single_name()))?;
                Ok(Scalar::Column(column, sort))
            }
            Node::Call(Operator::Arithmetic(arithmetic), arguments) => match arguments.as_slice() {
                [one, other] => {
                    Ok(Scalar::Arithmetic(*arithmetic, Box::new((self.of_sort(one, Sort::Number)?, self.of_sort(other, Sort::Number)?))))
                }
                [one] => Ok(Scalar::Arithmetic(*arithmetic, Box::new((Scalar::Number(0.0), self.of_sort(one, Sort::Number)?)))),
                _ => Err(part.at.of(fault::wrong_arity(Operator::Arithmetic(*arithmetic), arguments.len()))),
            },
            Node::Call(operator @ (Operator::CaseI | Operator::AccentI), arguments) => {
                let [one] = arguments.as_slice() else { return Err(part.at.of(fault::wrong_arity(*operator, arguments.len()))) };
                let words = Box::new(self.of_sort(one, Sort::Text)?);
                Ok(if *operator == Operator::CaseI { Scalar::CaseI(words) } else { Scalar::AccentI(words) })
            }
            _ => Err(fault::wrong_kind(part, &single_name())),
        }
    }

    fn of_sort(&self, part: &Expression, sort: Sort) -> Result<Scalar, Fault> {
        let found = self.scalar(part)?;
        if found.sort() == sort { Ok(found) } else { Err(fault::wrong_kind(part, &sort.name())) }
    }

    fn space(&self, relation: Spatial, one: &Expression, other: &Expression) -> Result<Condition, Fault> {
        Ok(match (self.place(one)?, self.place(other)?) {
            (None, Some(geometry)) => Condition::Space(Space::to(relation, geometry)),
            (Some(geometry), None) => Condition::Space(Space::to(relation.turned(), geometry)),
            (None, None) => Condition::Space(Space::itself(relation)),
            (Some(one), Some(other)) => Condition::Always(space::written(relation, &one, &other)),
        })
    }

    /// A written geometry, or `None` for the row's own place.
    fn place(&self, part: &Expression) -> Result<Option<Geometry>, Fault> {
        match &part.node {
            Node::Property(name) if name == GEOMETRY => Ok(None),
            Node::Geometry(written) => geometry::on_globe(written, self.reference).map(Some).map_err(|fault| part.at.of(fault)),
            Node::Box(bounds) => geometry::box_on_globe(*bounds, self.reference).map(Some).map_err(|fault| part.at.of(fault)),
            other => {
                if let Node::Property(name) = other {
                    self.column(part, name)?;
                }
                Err(fault::wrong_kind(part, &place_name()))
            }
        }
    }

    fn list(&self, part: &Expression) -> Result<List, Fault> {
        match &part.node {
            Node::Property(name) => {
                let column = self.column(part, name)?;
                let is_list = self.fields[column].kind == Kind::List;
                if is_list { Ok(List::Column(column)) } else { Err(fault::wrong_kind(part, &list_name())) }
            }
            Node::List(items) => items.iter().map(written_word).collect::<Result<_, _>>().map(List::Words),
            // Parentheses round one word alone read as the word.
            Node::Text(words) => Ok(List::Words(vec![words.clone()])),
            _ => Err(fault::wrong_kind(part, &list_name())),
        }
    }

    fn moment(&self, part: &Expression) -> Result<Moment, Fault> {
        match &part.node {
            Node::Interval(interval) => Ok(Moment::Interval(*interval)),
            Node::Text(words) => {
                instant(words).map(|moment| Moment::Interval(Interval::at(moment))).ok_or_else(|| part.at.of(fault::bad_date(words)))
            }
            _ => self.of_sort(part, Sort::Instant).map(Moment::Of),
        }
    }

    fn column(&self, part: &Expression, name: &str) -> Result<usize, Fault> {
        self.fields.iter().position(|field| field.name == name).ok_or_else(|| part.at.of(self.unknown(name)))
    }

    fn unknown(&self, name: &str) -> Fault {
        let names = || self.fields.iter().map(|field| field.name.as_str()).chain([GEOMETRY]);
        let nearest = names().map(|known| (strsim::levenshtein(name, known), known)).min();
        let close = nearest.filter(|(distance, known)| *distance <= 2 + known.len() / 4).map(|(_, known)| known);
        fault::unknown_property(name, close, &names().collect::<Vec<_>>().join(", "))
    }
}

fn as_instant(part: &Expression) -> Result<Scalar, Fault> {
    match &part.node {
        Node::Text(words) => instant(words).map(Scalar::Instant).ok_or_else(|| part.at.of(fault::bad_date(words))),
        _ => Err(fault::not_comparable(part, &Sort::Instant.name(), &Sort::Text.name())),
    }
}

fn written_word(item: &Expression) -> Result<String, Fault> {
    match &item.node {
        Node::Text(words) => Ok(words.clone()),
        _ => Err(fault::wrong_kind(item, &Sort::Text.name())),
    }
}

fn read_pattern(part: &Expression) -> Result<Pattern, Fault> {
    match &part.node {
        Node::Text(words) => Ok(Pattern::new(words)),
        Node::Call(Operator::CaseI, inner) if inner.len() == 1 => read_pattern(&inner[0]).map(Pattern::without_case),
        Node::Call(Operator::AccentI, inner) if inner.len() == 1 => read_pattern(&inner[0]).map(Pattern::without_accents),
        _ => Err(fault::wrong_kind(part, &Text::new("un motif entre apostrophes : 'Mas%'", "a pattern between quotes: 'Mas%'"))),
    }
}

fn condition_wanted() -> Text {
    Text::new("une condition, comme capacity > 3", "a condition, as in capacity > 3")
}

fn place_name() -> Text {
    Text::new("geometry, BBOX(…), POINT(…) ou POLYGON((…))", "geometry, BBOX(…), POINT(…) or POLYGON((…))")
}

fn list_name() -> Text {
    Text::new("une liste", "a list")
}

fn single_name() -> Text {
    Text::new("une seule valeur", "a single value")
}
