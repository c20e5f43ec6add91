//! The text form: `theme = 'sante' AND S_INTERSECTS(geometry, BBOX(3.8, 43.5, 4, 43.7))`.
//!
//! Reads by descent, from what binds least to what binds most. Descent goes down only where something is nested, and no
//! deeper than [`super::DEEPEST`]; lists of `OR`, `AND`, `+` and `*` are read in a loop.

use super::expression::{Arithmetic, At, Comparison, Expression, Node, Operator};
use super::lexer::{Lexer, Token};
use super::{DEEPEST, fault, literals};
use crate::domain::Fault;

/// Reads a filter.
///
/// # Errors
/// `bad-filter` or `filter-too-deep`, at the character.
pub fn read(filter: &str) -> Result<Expression, Fault> {
    let mut reader = Reader::new(filter)?;
    let tree = reader.expression()?;
    if reader.token == Token::End { Ok(tree) } else { Err(reader.unexpected("AND, OR")) }
}

/// A reader of the text form, one word ahead.
pub(super) struct Reader<'a> {
    lexer: Lexer<'a>,
    /// The word that comes next.
    pub token: Token,
    /// Where it begins.
    pub at: u64,
    depth: usize,
}

impl<'a> Reader<'a> {
    fn new(filter: &'a str) -> Result<Self, Fault> {
        let mut lexer = Lexer::new(filter);
        let (token, at) = lexer.next()?;
        Ok(Self { lexer, token, at, depth: 0 })
    }

    /// Takes the next word.
    pub fn take(&mut self) -> Result<Token, Fault> {
        let (next, at) = self.lexer.next()?;
        self.at = at;
        Ok(std::mem::replace(&mut self.token, next))
    }

    /// Whether the next word is this keyword.
    pub fn is_word(&self, word: &str) -> bool {
        matches!(&self.token, Token::Word(found) if found.eq_ignore_ascii_case(word))
    }

    fn is_sign(&self, sign: &str) -> bool {
        matches!(self.token, Token::Sign(found) if found == sign)
    }

    /// Takes this keyword when it comes next.
    pub fn take_word(&mut self, word: &str) -> Result<bool, Fault> {
        let found = self.is_word(word);
        if found {
            self.take()?;
        }
        Ok(found)
    }

    /// Takes this sign when it comes next.
    pub fn take_sign(&mut self, sign: &str) -> Result<bool, Fault> {
        let found = self.is_sign(sign);
        if found {
            self.take()?;
        }
        Ok(found)
    }

    /// Takes this sign, which must come next.
    pub fn need_sign(&mut self, sign: &str) -> Result<(), Fault> {
        if self.take_sign(sign)? { Ok(()) } else { Err(self.unexpected(sign)) }
    }

    /// The next word does not belong here.
    pub fn unexpected(&self, expected: &str) -> Fault {
        let found = match &self.token {
            Token::Word(words) | Token::Quoted(words) | Token::Text(words) => words.clone(),
            Token::Number(number) => number.to_string(),
            Token::Sign(sign) => (*sign).to_owned(),
            Token::End => String::new(),
        };
        fault::unexpected(&found, expected).at_character(self.at)
    }

    /// Goes one level down, reads, and comes up again.
    pub fn nested<T>(&mut self, read: impl FnOnce(&mut Self) -> Result<T, Fault>) -> Result<T, Fault> {
        if self.depth >= DEEPEST {
            return Err(fault::too_deep().at_character(self.at));
        }
        self.depth += 1;
        let found = read(self)?;
        self.depth -= 1;
        Ok(found)
    }

    fn expression(&mut self) -> Result<Expression, Fault> {
        self.joined(Operator::Or, |reader| reader.joined(Operator::And, Self::negation))
    }

    /// Parts joined by a keyword, as one flat list.
    fn joined(&mut self, operator: Operator, part: impl Fn(&mut Self) -> Result<Expression, Fault>) -> Result<Expression, Fault> {
        let at = self.at;
        let first = part(self)?;
        if !self.is_word(operator.name()) {
            return Ok(first);
        }
        let mut parts = vec![first];
        while self.take_word(operator.name())? {
            parts.push(part(self)?);
        }
        Ok(call(at, operator, parts))
    }

    fn negation(&mut self) -> Result<Expression, Fault> {
        let (at, mut negated, mut any) = (self.at, false, false);
        while self.take_word("not")? {
            (negated, any) = (!negated, true);
        }
        let predicate = self.predicate()?;
        let once = |part| call(at, Operator::Not, vec![part]);
        Ok(match (any, negated) {
            (false, _) => predicate,
            (true, true) => once(predicate),
            // Twice is not the same as never: what is denied must be a condition.
            (true, false) => once(once(predicate)),
        })
    }

    fn predicate(&mut self) -> Result<Expression, Fault> {
        let at = self.at;
        let left = self.sum()?;
        if let Some(comparison) = self.comparison() {
            self.take()?;
            let right = self.sum()?;
            return Ok(call(at, Operator::Compare(comparison), vec![left, right]));
        }
        if self.take_word("is")? {
            let negated = self.take_word("not")?;
            if !self.take_word("null")? {
                return Err(self.unexpected("NULL"));
            }
            return Ok(maybe_not(at, negated, call(at, Operator::IsNull, vec![left])));
        }
        let negated = self.take_word("not")?;
        let predicate = if self.take_word("like")? {
            let pattern = self.sum()?;
            call(at, Operator::Like, vec![left, pattern])
        } else if self.take_word("between")? {
            let low = self.sum()?;
            if !self.take_word("and")? {
                return Err(self.unexpected("AND"));
            }
            let high = self.sum()?;
            call(at, Operator::Between, vec![left, low, high])
        } else if self.take_word("in")? {
            let list_at = self.at;
            self.need_sign("(")?;
            let items = self.nested(Self::items)?;
            call(at, Operator::In, vec![left, Expression { at: At::Character(list_at), node: Node::List(items) }])
        } else if negated {
            return Err(self.unexpected("LIKE, BETWEEN, IN"));
        } else {
            return Ok(left);
        };
        Ok(maybe_not(at, negated, predicate))
    }

    fn comparison(&self) -> Option<Comparison> {
        let Token::Sign(sign) = self.token else { return None };
        match Operator::named(sign)? {
            Operator::Compare(comparison) => Some(comparison),
            _ => None,
        }
    }

    fn sum(&mut self) -> Result<Expression, Fault> {
        self.series(Self::product, |reader| reader.arithmetic(&[("+", Arithmetic::Plus), ("-", Arithmetic::Minus)]))
    }

    fn product(&mut self) -> Result<Expression, Fault> {
        self.series(Self::power, |reader| {
            let sign = reader.arithmetic(&[("*", Arithmetic::Times), ("/", Arithmetic::Over), ("%", Arithmetic::Modulo)]);
            sign.or_else(|| reader.is_word("div").then_some(Arithmetic::Quotient))
        })
    }

    /// Operands from left to right; each step is one level deeper in the tree, so that their number is bounded too.
    fn series(
        &mut self,
        part: fn(&mut Self) -> Result<Expression, Fault>,
        operator: impl Fn(&Self) -> Option<Arithmetic>,
    ) -> Result<Expression, Fault> {
        let (at, mut steps) = (self.at, 0);
        let mut left = part(self)?;
        while let Some(arithmetic) = operator(self) {
            steps += 1;
            if self.depth + steps > DEEPEST {
                return Err(fault::too_deep().at_character(self.at));
            }
            self.take()?;
            let right = part(self)?;
            left = call(at, Operator::Arithmetic(arithmetic), vec![left, right]);
        }
        Ok(left)
    }

    fn power(&mut self) -> Result<Expression, Fault> {
        let at = self.at;
        let base = self.primary()?;
        if !self.take_sign("^")? {
            return Ok(base);
        }
        let exponent = self.nested(Self::power)?;
        Ok(call(at, Operator::Arithmetic(Arithmetic::Power), vec![base, exponent]))
    }

    fn arithmetic(&self, signs: &[(&str, Arithmetic)]) -> Option<Arithmetic> {
        signs.iter().find(|(sign, _)| self.is_sign(sign)).map(|(_, arithmetic)| *arithmetic)
    }

    fn primary(&mut self) -> Result<Expression, Fault> {
        let at = self.at;
        match self.take()? {
            Token::Text(words) => Ok(node(at, Node::Text(words))),
            Token::Number(number) => Ok(node(at, Node::Number(number))),
            Token::Quoted(name) => Ok(node(at, Node::Property(name))),
            Token::Sign("-") => self.nested(|reader| reader.negative(at)),
            Token::Sign("+") => self.nested(Self::primary),
            Token::Sign("(") => self.nested(|reader| reader.in_parentheses(at)),
            Token::Word(word) => self.word(word, at),
            Token::Sign(sign) => Err(fault::unexpected(sign, EXPECTED).at_character(at)),
            Token::End => Err(fault::unexpected("", EXPECTED).at_character(at)),
        }
    }

    fn negative(&mut self, at: u64) -> Result<Expression, Fault> {
        let part = self.primary()?;
        Ok(match part.node {
            Node::Number(number) => node(at, Node::Number(-number)),
            _ => call(at, Operator::Arithmetic(Arithmetic::Minus), vec![node(at, Node::Number(0.0)), part]),
        })
    }

    /// One part, or a list when commas follow or nothing stands there.
    fn in_parentheses(&mut self, at: u64) -> Result<Expression, Fault> {
        let mut items = self.items()?;
        Ok(if items.len() == 1 { items.remove(0) } else { node(at, Node::List(items)) })
    }

    /// Parts with commas between them, up to the closing parenthesis.
    pub fn items(&mut self) -> Result<Vec<Expression>, Fault> {
        let mut items = Vec::new();
        if self.take_sign(")")? {
            return Ok(items);
        }
        loop {
            items.push(self.expression()?);
            if !self.take_sign(",")? {
                break;
            }
        }
        if self.take_sign(")")? { Ok(items) } else { Err(self.unexpected("), AND, OR")) }
    }

    /// A word: a truth, a literal, a function when a parenthesis follows, else a property.
    fn word(&mut self, word: String, at: u64) -> Result<Expression, Fault> {
        let known = word.to_ascii_lowercase();
        match known.as_str() {
            "true" | "false" => return Ok(node(at, Node::YesNo(known == "true"))),
            "and" | "or" | "like" | "between" | "in" | "is" | "null" | "div" => {
                return Err(fault::unexpected(&word, EXPECTED).at_character(at));
            }
            _ => {}
        }
        if let Some(literal) = literals::of_word(self, &known, at)? {
            return Ok(literal);
        }
        if !self.is_sign("(") {
            return Ok(node(at, Node::Property(word)));
        }
        let operator = Operator::named(&word).filter(|operator| operator.is_function());
        let operator = operator.ok_or_else(|| literals::unknown_function(&word).at_character(at))?;
        self.take()?;
        let arguments = self.nested(Self::items)?;
        Ok(call(at, operator, arguments))
    }
}

const EXPECTED: &str = "theme, 'sante', 12.5, TRUE, DATE('2024-05-31'), (";

pub(super) fn node(at: u64, node: Node) -> Expression {
    Expression { at: At::Character(at), node }
}

fn call(at: u64, operator: Operator, arguments: Vec<Expression>) -> Expression {
    node(at, Node::Call(operator, arguments))
}

fn maybe_not(at: u64, negated: bool, part: Expression) -> Expression {
    if negated { call(at, Operator::Not, vec![part]) } else { part }
}
