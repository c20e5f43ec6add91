//! How far one gets from a point in so many minutes.

use super::Method;
use super::wording::paragraph;
use crate::atlas::Atlas;
use crate::domain::{DatasetId, Fault, Minutes, Mode, Position, Shape, Text};
use crate::network::Ways;
use crate::text;

/// What is asked.
#[derive(Debug, Clone, PartialEq)]
pub struct IsochronesQuery {
    /// From where.
    pub point: Position,
    /// How one travels.
    pub mode: Mode,
    /// Minutes, in ascending order.
    pub limits: Vec<Minutes>,
}

/// The answer: the ground within each limit.
#[derive(Debug, Clone, PartialEq)]
pub struct Isochrones {
    /// From where.
    pub point: Position,
    /// How one travels.
    pub mode: Mode,
    /// How.
    pub method: Method,
    /// The grounds, in the order of the limits.
    pub grounds: Vec<Ground>,
    /// Data sets they rest on.
    pub sources: Vec<DatasetId>,
}

/// The ground within a limit.
#[derive(Debug, Clone, PartialEq)]
pub struct Ground {
    /// The limit.
    pub limit: Minutes,
    /// Its outline; `None` where the limit is too short for any ground to be drawn.
    pub outline: Option<Shape>,
}

/// The ground within each limit of a point, going from there.
///
/// # Errors
/// `off-the-streets` when times from the point are not known, with the reason.
pub fn isochrones(atlas: &Atlas, ways: &Ways, query: &IsochronesQuery) -> Result<Isochrones, Fault> {
    let drawn = ways.of(query.mode).ground(query.point, &query.limits).map_err(|unplaced| off_the_streets(&unplaced.text()))?;
    let streets = atlas.networks.get(&query.mode).filter(|_| drawn.local);
    let grounds = query.limits.iter().zip(drawn.outlines).map(|(limit, outline)| Ground { limit: *limit, outline });
    Ok(Isochrones {
        point: query.point,
        mode: query.mode,
        method: method(drawn.method),
        grounds: grounds.collect(),
        sources: streets.map(|network| network.dataset.clone()).into_iter().collect(),
    })
}

fn method(how: Text) -> Method {
    let scope = Text::new(
        "Le terrain que l’on atteint depuis ce point dans le temps dit ; ce qui borde une rue atteinte en fait partie.",
        "The ground reached from this point within the time told; what lies beside a street reached is part of it.",
    );
    Method { name: Text::new("Isochrones", "Isochrones"), note: paragraph([scope, how]), citation: "Dijkstra 1959".to_owned() }
}

fn off_the_streets(why: &Text) -> Fault {
    let Text { fr, en } = why;
    Fault::new(
        "off-the-streets",
        text!("de ce point, les temps ne sont pas connus : {fr}", "from this point, times are not known: {en}"),
        Text::new("choisir un point près d’une rue du territoire", "choose a point near a street of the territory"),
    )
    .in_column("point")
}

#[cfg(test)]
mod tests {
    use geo::Contains;

    use super::*;
    use crate::diagnosis::town::{Town, place};

    #[test]
    fn without_streets_circles_stand_in_and_say_so() {
        let (atlas, ways) = (Town::of_zones(2).atlas(), Ways::straight());
        let query = IsochronesQuery { point: place(0.0), mode: Mode::Walk, limits: vec![Minutes(5.0), Minutes(10.0)] };
        let found = isochrones(&atlas, &ways, &query).unwrap();
        let outline = |ground: usize| found.grounds[ground].outline.as_ref().unwrap().outline();
        assert!(outline(1).contains(outline(0)) && outline(0).contains(&place(0.0).point()));
        assert!(outline(1).contains(&place(1.1).point()) && !outline(1).contains(&place(1.2).point()), "577 m in 10 min");
        assert!(found.method.note.fr.contains("vol d’oiseau") && found.sources.is_empty());
    }
}
