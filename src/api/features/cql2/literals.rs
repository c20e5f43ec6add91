//! Literals of the text form that begin with a word: dates, rectangles, geometries in well-known text.

use geo::{Coord, Geometry, GeometryCollection, LineString, MultiLineString, MultiPoint, MultiPolygon, Point, Polygon, coord};

use super::expression::{Expression, NAMES, Node};
use super::fault;
use super::geometry::{check_path, check_ring, rectangle};
use super::instant::{Interval, date, timestamp};
use super::lexer::Token;
use super::text::{Reader, node};
use crate::domain::Fault;

/// Words that begin a geometry.
const GEOMETRIES: [&str; 7] = ["point", "linestring", "polygon", "multipoint", "multilinestring", "multipolygon", "geometrycollection"];

/// Words that begin another literal.
const OTHERS: [&str; 4] = ["date", "timestamp", "interval", "bbox"];

/// The literal that a word in small letters begins; `None` when it begins none, or no parenthesis follows.
pub fn of_word(reader: &mut Reader<'_>, word: &str, at: u64) -> Result<Option<Expression>, Fault> {
    if GEOMETRIES.contains(&word) {
        let has_height = skip_dimensions(reader)?;
        if has_height || reader.token == Token::Sign("(") {
            let geometry = reader.nested(|reader| geometry(reader, word))?;
            return Ok(Some(node(at, Node::Geometry(geometry))));
        }
    }
    if !OTHERS.contains(&word) || reader.token != Token::Sign("(") {
        return Ok(None);
    }
    reader.take()?;
    let literal = match word {
        "bbox" => return Ok(Some(node(at, Node::Box(bbox(reader, at)?)))),
        "interval" => {
            let (start, start_at) = text(reader)?;
            reader.need_sign(",")?;
            let (end, _) = text(reader)?;
            let interval = Interval::read(&start, &end);
            Node::Interval(interval.ok_or_else(|| fault::bad_date(&format!("{start}/{end}")).at_character(start_at))?)
        }
        _ => {
            let (words, words_at) = text(reader)?;
            let moment = if word == "date" { date(&words) } else { timestamp(&words) };
            Node::Instant(moment.ok_or_else(|| fault::bad_date(&words).at_character(words_at))?)
        }
    };
    reader.need_sign(")")?;
    Ok(Some(node(at, literal)))
}

/// A function nobody knows, with the one whose name is nearest.
pub fn unknown_function(word: &str) -> Fault {
    let name = word.to_ascii_lowercase();
    let known = NAMES.iter().map(|(name, _)| *name).filter(|name| name.len() > 2).chain(GEOMETRIES).chain(OTHERS);
    let nearest = known.map(|known| (strsim::levenshtein(&name, &known.to_ascii_lowercase()), known)).min();
    let nearest = nearest.filter(|(distance, _)| *distance <= 3).map(|(_, known)| known.to_ascii_uppercase());
    fault::unknown_operator(word, nearest.as_deref())
}

fn text(reader: &mut Reader<'_>) -> Result<(String, u64), Fault> {
    let at = reader.at;
    match &reader.token {
        Token::Text(words) => {
            let words = words.clone();
            reader.take()?;
            Ok((words, at))
        }
        _ => Err(reader.unexpected("'2024-05-31'")),
    }
}

fn bbox(reader: &mut Reader<'_>, at: u64) -> Result<[f64; 4], Fault> {
    let mut numbers = vec![number(reader)?];
    while reader.take_sign(",")? {
        numbers.push(number(reader)?);
    }
    reader.need_sign(")")?;
    rectangle(&numbers).map_err(|fault| fault.at_character(at))
}

fn number(reader: &mut Reader<'_>) -> Result<f64, Fault> {
    let negative = reader.take_sign("-")?;
    match reader.token {
        Token::Number(number) => {
            reader.take()?;
            Ok(if negative { -number } else { number })
        }
        _ => Err(reader.unexpected("3.87")),
    }
}

fn geometry(reader: &mut Reader<'_>, word: &str) -> Result<Geometry, Fault> {
    Ok(match word {
        "point" => Geometry::Point(point(reader)?),
        "linestring" => Geometry::LineString(path(reader)?),
        "polygon" => Geometry::Polygon(polygon(reader)?),
        "multipoint" => Geometry::MultiPoint(MultiPoint(listed(reader, point_of_many)?)),
        "multilinestring" => Geometry::MultiLineString(MultiLineString(listed(reader, path)?)),
        "multipolygon" => Geometry::MultiPolygon(MultiPolygon(listed(reader, polygon)?)),
        _ => Geometry::GeometryCollection(GeometryCollection(listed(reader, member)?)),
    })
}

fn member(reader: &mut Reader<'_>) -> Result<Geometry, Fault> {
    let Token::Word(word) = &reader.token else { return Err(reader.unexpected("POINT(…), POLYGON((…))")) };
    let word = word.to_ascii_lowercase();
    if !GEOMETRIES.contains(&word.as_str()) {
        return Err(reader.unexpected("POINT(…), POLYGON((…))"));
    }
    reader.take()?;
    skip_dimensions(reader)?;
    reader.nested(|reader| geometry(reader, &word))
}

/// Leaves out the word that announces heights or measures.
fn skip_dimensions(reader: &mut Reader<'_>) -> Result<bool, Fault> {
    Ok(reader.take_word("z")? || reader.take_word("m")? || reader.take_word("zm")?)
}

fn point(reader: &mut Reader<'_>) -> Result<Point, Fault> {
    reader.need_sign("(")?;
    let position = position(reader)?;
    reader.need_sign(")")?;
    Ok(Point(position))
}

/// `MULTIPOINT((3 43), (4 44))`, or without the inner parentheses.
fn point_of_many(reader: &mut Reader<'_>) -> Result<Point, Fault> {
    if reader.token == Token::Sign("(") { point(reader) } else { position(reader).map(Point) }
}

fn path(reader: &mut Reader<'_>) -> Result<LineString, Fault> {
    let at = reader.at;
    let path = LineString(listed(reader, position)?);
    check_path(&path).map_err(|fault| fault.at_character(at))?;
    Ok(path)
}

fn polygon(reader: &mut Reader<'_>) -> Result<Polygon, Fault> {
    let mut rings = listed(reader, ring)?;
    let exterior = rings.remove(0);
    Ok(Polygon::new(exterior, rings))
}

fn ring(reader: &mut Reader<'_>) -> Result<LineString, Fault> {
    let at = reader.at;
    let ring = listed(reader, position)?;
    check_ring(&ring).map_err(|fault| fault.at_character(at))?;
    Ok(LineString(ring))
}

/// Longitude and latitude or whatever the system has; a height is read and left out.
fn position(reader: &mut Reader<'_>) -> Result<Coord, Fault> {
    let (x, y) = (number(reader)?, number(reader)?);
    for _height_and_measure in 0..2 {
        if matches!(reader.token, Token::Number(_) | Token::Sign("-")) {
            number(reader)?;
        }
    }
    Ok(coord! { x: x, y: y })
}

/// At least one part, with commas between them, in parentheses.
fn listed<T>(reader: &mut Reader<'_>, part: impl Fn(&mut Reader<'_>) -> Result<T, Fault>) -> Result<Vec<T>, Fault> {
    reader.need_sign("(")?;
    let mut parts = vec![part(reader)?];
    while reader.take_sign(",")? {
        parts.push(part(reader)?);
    }
    reader.need_sign(")")?;
    Ok(parts)
}
