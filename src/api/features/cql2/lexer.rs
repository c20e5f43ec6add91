//! The text form cut into words, each with the character it begins at.

use std::iter::Peekable;
use std::str::Chars;

use super::fault;
use crate::domain::Fault;

/// One word of the text form.
#[derive(Debug, Clone, PartialEq)]
pub enum Token {
    /// Letters, digits and `_`: a keyword, a function or a property.
    Word(String),
    /// Between double quotes: always a property.
    Quoted(String),
    /// Between single quotes.
    Text(String),
    /// A number without its sign.
    Number(f64),
    /// A sign of one or two characters.
    Sign(&'static str),
    /// Nothing is left.
    End,
}

/// The signs, longest first.
const SIGNS: [&str; 14] = ["<>", "<=", ">=", "!=", "<", ">", "=", "(", ")", ",", "+", "-", "*", "/"];

/// More signs, of arithmetic alone.
const RARE: [&str; 2] = ["^", "%"];

/// Reads a text word by word.
pub struct Lexer<'a> {
    chars: Peekable<Chars<'a>>,
    /// The number of the next character, from 1.
    character: u64,
}

impl<'a> Lexer<'a> {
    /// A reader at the beginning of a text.
    pub fn new(text: &'a str) -> Self {
        Self { chars: text.chars().peekable(), character: 1 }
    }

    /// The next word and where it begins.
    ///
    /// # Errors
    /// `bad-filter` at a character that begins no word, or at a quote that is never closed.
    pub fn next(&mut self) -> Result<(Token, u64), Fault> {
        while self.take_if(char::is_whitespace).is_some() {}
        let start = self.character;
        let Some(&first) = self.chars.peek() else { return Ok((Token::End, start)) };
        let token = match first {
            '\'' => Token::Text(self.quoted('\'', start)?),
            '"' => Token::Quoted(self.quoted('"', start)?),
            c if c.is_ascii_digit() || c == '.' => self.number(start)?,
            c if c.is_alphabetic() || c == '_' => Token::Word(self.take_while(is_of_word)),
            _ => self.sign(start)?,
        };
        Ok((token, start))
    }

    fn take(&mut self) -> Option<char> {
        let c = self.chars.next()?;
        self.character += 1;
        Some(c)
    }

    fn take_if(&mut self, wanted: impl Fn(char) -> bool) -> Option<char> {
        let c = *self.chars.peek()?;
        if wanted(c) { self.take() } else { None }
    }

    fn take_while(&mut self, wanted: impl Fn(char) -> bool) -> String {
        std::iter::from_fn(|| self.take_if(&wanted)).collect()
    }

    /// What stands between quotes; a quote within is doubled, or follows a backslash.
    fn quoted(&mut self, quote: char, start: u64) -> Result<String, Fault> {
        self.take();
        let mut words = String::new();
        while let Some(c) = self.take() {
            if c == '\\' && self.take_if(|next| next == quote).is_some() {
                words.push(quote);
            } else if c != quote {
                words.push(c);
            } else if self.take_if(|next| next == quote).is_some() {
                words.push(quote);
            } else {
                return Ok(words);
            }
        }
        Err(fault::unclosed_quote().at_character(start))
    }

    fn number(&mut self, start: u64) -> Result<Token, Fault> {
        let mut digits = self.take_while(|c| c.is_ascii_digit() || c == '.');
        if let Some(e) = self.take_if(|c| matches!(c, 'e' | 'E')) {
            digits.push(e);
            digits.extend(self.take_if(|c| matches!(c, '+' | '-')));
            digits += &self.take_while(|c| c.is_ascii_digit());
        }
        // `..` of an open stretch of time stands between quotes, never here.
        let number = digits.parse().ok().filter(|number: &f64| number.is_finite());
        number.map(Token::Number).ok_or_else(|| fault::bad_number(&digits).at_character(start))
    }

    fn sign(&mut self, start: u64) -> Result<Token, Fault> {
        let first = self.take().unwrap_or_default();
        let second = self.chars.peek().copied().unwrap_or_default();
        let pair: String = [first, second].iter().collect();
        if let Some(sign) = SIGNS.iter().find(|sign| **sign == pair) {
            self.take();
            return Ok(Token::Sign(sign));
        }
        let single = first.to_string();
        let sign = SIGNS.iter().chain(&RARE).find(|sign| **sign == single);
        sign.map(|sign| Token::Sign(sign)).ok_or_else(|| fault::unexpected(&single, "").at_character(start))
    }
}

fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '.' | ':')
}
