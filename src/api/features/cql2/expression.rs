//! What both ways of writing a filter are read into.

use geo::Geometry;

use super::instant::{Instant, Interval};
use crate::domain::Fault;

/// Where a part of a filter stood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum At {
    /// At this character of the text, the first being 1.
    Character(u64),
    /// At this JSON pointer.
    Pointer(String),
}

impl At {
    /// A fault that lies here.
    pub fn of(&self, fault: Fault) -> Fault {
        match self {
            Self::Character(character) => fault.at_character(*character),
            Self::Pointer(pointer) => fault.at_pointer(pointer),
        }
    }
}

/// A part of a filter.
#[derive(Debug, Clone, PartialEq)]
pub struct Expression {
    /// Where it stood.
    pub at: At,
    /// What it is.
    pub node: Node,
}

/// What a part of a filter is.
#[derive(Debug, Clone, PartialEq)]
pub enum Node {
    /// Words between quotes.
    Text(String),
    /// A number.
    Number(f64),
    /// True or false.
    YesNo(bool),
    /// A date or a moment.
    Instant(Instant),
    /// A stretch of time.
    Interval(Interval),
    /// A property, by name.
    Property(String),
    /// A geometry, in the order of axes and the reference system of the filter.
    Geometry(Geometry),
    /// A rectangle: the lower bounds of both axes, then the upper ones.
    Box([f64; 4]),
    /// Several values.
    List(Vec<Expression>),
    /// An operator and what it is applied to.
    Call(Operator, Vec<Expression>),
}

/// An operator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operator {
    /// All of them.
    And,
    /// Any of them.
    Or,
    /// Not.
    Not,
    /// `=`, `<>`, `<`, `<=`, `>`, `>=`.
    Compare(Comparison),
    /// Words that fit a pattern.
    Like,
    /// Within two bounds, bounds included.
    Between,
    /// One of several.
    In,
    /// Whether there is no value.
    IsNull,
    /// A number made of two.
    Arithmetic(Arithmetic),
    /// Words without regard to case.
    CaseI,
    /// Words without regard to accents.
    AccentI,
    /// How two geometries lie to each other.
    Spatial(Spatial),
    /// How two lists compare.
    Array(Array),
    /// How two moments or stretches of time lie to each other.
    Temporal(Temporal),
}

/// How two values compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// How a number is made of two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Arithmetic {
    Plus,
    Minus,
    Times,
    Over,
    Power,
    Modulo,
    Quotient,
}

/// Relations of the Dimensionally Extended 9-Intersection Model (OGC 06-103r4).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spatial {
    Intersects,
    Disjoint,
    Within,
    Contains,
    Equals,
    Touches,
    Crosses,
    Overlaps,
}

/// How two lists compare, as sets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Array {
    Equals,
    Contains,
    ContainedBy,
    Overlaps,
}

/// Relations of Allen's interval algebra.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Temporal {
    After,
    Before,
    Contains,
    Disjoint,
    During,
    Equals,
    FinishedBy,
    Finishes,
    Intersects,
    Meets,
    MetBy,
    OverlappedBy,
    Overlaps,
    StartedBy,
    Starts,
}

use Operator as O;

/// Every operator that has a name of letters in the text form, or its sign; JSON has the same names, and some more.
pub const NAMES: [(&str, Operator); 50] = [
    ("and", O::And),
    ("or", O::Or),
    ("not", O::Not),
    ("=", O::Compare(Comparison::Equal)),
    ("<>", O::Compare(Comparison::NotEqual)),
    ("<", O::Compare(Comparison::Less)),
    ("<=", O::Compare(Comparison::LessOrEqual)),
    (">", O::Compare(Comparison::Greater)),
    (">=", O::Compare(Comparison::GreaterOrEqual)),
    ("like", O::Like),
    ("between", O::Between),
    ("in", O::In),
    ("isNull", O::IsNull),
    ("+", O::Arithmetic(Arithmetic::Plus)),
    ("-", O::Arithmetic(Arithmetic::Minus)),
    ("*", O::Arithmetic(Arithmetic::Times)),
    ("/", O::Arithmetic(Arithmetic::Over)),
    ("^", O::Arithmetic(Arithmetic::Power)),
    ("%", O::Arithmetic(Arithmetic::Modulo)),
    ("div", O::Arithmetic(Arithmetic::Quotient)),
    ("casei", O::CaseI),
    ("accenti", O::AccentI),
    ("s_intersects", O::Spatial(Spatial::Intersects)),
    ("s_disjoint", O::Spatial(Spatial::Disjoint)),
    ("s_within", O::Spatial(Spatial::Within)),
    ("s_contains", O::Spatial(Spatial::Contains)),
    ("s_equals", O::Spatial(Spatial::Equals)),
    ("s_touches", O::Spatial(Spatial::Touches)),
    ("s_crosses", O::Spatial(Spatial::Crosses)),
    ("s_overlaps", O::Spatial(Spatial::Overlaps)),
    ("a_equals", O::Array(Array::Equals)),
    ("a_contains", O::Array(Array::Contains)),
    ("a_containedBy", O::Array(Array::ContainedBy)),
    ("a_overlaps", O::Array(Array::Overlaps)),
    ("t_after", O::Temporal(Temporal::After)),
    ("t_before", O::Temporal(Temporal::Before)),
    ("t_contains", O::Temporal(Temporal::Contains)),
    ("t_disjoint", O::Temporal(Temporal::Disjoint)),
    ("t_during", O::Temporal(Temporal::During)),
    ("t_equals", O::Temporal(Temporal::Equals)),
    ("t_finishedBy", O::Temporal(Temporal::FinishedBy)),
    ("t_finishes", O::Temporal(Temporal::Finishes)),
    ("t_intersects", O::Temporal(Temporal::Intersects)),
    ("t_meets", O::Temporal(Temporal::Meets)),
    ("t_metBy", O::Temporal(Temporal::MetBy)),
    ("t_overlappedBy", O::Temporal(Temporal::OverlappedBy)),
    ("t_overlaps", O::Temporal(Temporal::Overlaps)),
    ("t_startedBy", O::Temporal(Temporal::StartedBy)),
    ("t_starts", O::Temporal(Temporal::Starts)),
    ("!=", O::Compare(Comparison::NotEqual)),
];

impl Operator {
    /// The operator of this name, whatever its case.
    pub fn named(name: &str) -> Option<Self> {
        NAMES.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, operator)| *operator)
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        NAMES.iter().find(|(_, operator)| *operator == self).map_or("", |(name, _)| name)
    }

    /// Whether the text form writes it as a function: `S_INTERSECTS(…)`.
    pub const fn is_function(self) -> bool {
        matches!(self, Self::CaseI | Self::AccentI | Self::Spatial(_) | Self::Array(_) | Self::Temporal(_))
    }

    /// How many arguments it takes; `None` for as many as there are.
    pub const fn arity(self) -> Option<usize> {
        match self {
            Self::And | Self::Or => None,
            Self::Not | Self::IsNull | Self::CaseI | Self::AccentI => Some(1),
            Self::Between => Some(3),
            _ => Some(2),
        }
    }
}

impl Spatial {
    /// The relation seen from the other side.
    pub const fn turned(self) -> Self {
        match self {
            Self::Within => Self::Contains,
            Self::Contains => Self::Within,
            same => same,
        }
    }
}
