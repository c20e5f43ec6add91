//! The two priority neighbourhoods: outlines that do not follow those of IRIS, one of them crossing
//! itself as official ones do, and their forty-four indicators.

use geo::{Contains, Coord, LineString, Point, Polygon};
use serde_json::json;

use super::benefits::Benefits;
use super::chance::Chance;
use super::curve::metres;
use super::land::Land;
use super::layer::Layer;
use super::parcels::Ground;
use super::people::People;
use super::place::{Globe, decimals};
use super::plan::{GRIDS, Grid};
use super::zones::COMMUNES;

/// One priority neighbourhood.
pub struct Priority {
    /// Its official code.
    pub code: &'static str,
    /// Its name.
    pub name: &'static str,
    /// Every commune it lies in, as the indicators name them.
    pub communes: &'static str,
    /// Its outline, without the crossing, in metres.
    pub outline: Polygon,
}

/// Both, in the order of codes.
pub fn draw() -> [Priority; 2] {
    let mut chance = Chance::of_part(9);
    let [estate, heath] = [&GRIDS[0], &GRIDS[1]].map(|grid| outline(grid, &mut chance));
    [
        Priority { code: "QP000001", name: "Chantemerle", communes: "Valmeille-sur-Orvane", outline: estate },
        Priority { code: "QP000002", name: "Les Bruyères", communes: "Montbrelan, Valmeille-sur-Orvane", outline: heath },
    ]
}

/// A rounded rectangle around the built-up blocks of an estate, drawn by hand as it were.
fn outline(grid: &Grid, chance: &mut Chance) -> Polygon {
    let (sin, cos) = grid.angle.to_radians().sin_cos();
    let corner = |step: u32, reach: f64| {
        let angle = f64::from(step) / 24.0 * std::f64::consts::TAU;
        let bulge = (angle.cos().powi(4) + angle.sin().powi(4)).powf(-0.25) * reach;
        let (u, v) = (grid.half.0 * angle.cos() * bulge, grid.half.1 * angle.sin() * bulge);
        grid.centre + metres(u * cos - v * sin, u * sin + v * cos)
    };
    let mut ring: Vec<Coord> = (0..24).map(|step| corner(step, chance.between(0.78, 0.92))).collect();
    ring.push(ring[0]);
    Polygon::new(LineString(ring), Vec::new())
}

/// Outlines to four decimals, as published; the first crosses itself at one corner.
pub fn outlines(drawn: &[Priority; 2], globe: &Globe) -> anyhow::Result<Vec<u8>> {
    let mut layer = Layer::new("contours_QP_valmeille", 4);
    let town = &COMMUNES[0];
    for (rank, priority) in drawn.iter().enumerate() {
        let mut ring = priority.outline.exterior().0.iter().map(|&at| globe.degrees(at)).collect::<anyhow::Result<Vec<Coord>>>()?;
        if rank == 0 {
            ring.swap(9, 10);
        }
        let properties = [
            ("code_qp", json!(priority.code)),
            ("nom_qp", json!(priority.name)),
            ("commune_qp", json!(town.name)),
            ("code_commune", json!(town.code)),
            ("nom_commune", json!(town.name)),
            ("code_departement", json!("00")),
        ];
        layer.polygon(&properties, &LineString(ring));
    }
    Ok(layer.into_bytes())
}

/// The table of indicators.
pub fn indicators(drawn: &[Priority; 2], land: &Land, everyone: &[(People, Benefits)]) -> Vec<u8> {
    let sums = drawn.each_ref().map(|priority| Sums::over(priority, land, everyone));
    let in_priority: f64 = sums.iter().map(|sum| sum.people).sum();
    let in_town: u32 = everyone.iter().filter(|(people, _)| people.sketch.in_town()).map(|(people, _)| people.population()).sum();
    let rows = drawn.iter().zip(&sums).map(|(priority, sum)| row(priority, sum, in_priority, f64::from(in_town)));
    let text = std::iter::once(HEADER.to_owned()).chain(rows).collect::<Vec<_>>().join("\n");
    format!("\u{feff}{text}\n").into_bytes()
}

const HEADER: &str = "code_qp,nom_qp,nom_commune,pop_mun,pop_com_qp,pop_com,ind_jeune,tx_tot_et,tx_f,tx_f_et,percou,pmimp,part_chomprinc,decuc_q2,decuc_d1,decuc_d9,disp_q2,disp_d1,disp_d9,tp60,brev,a,tx_tot_empl,tx_f_empl,tx_et_empl,tx_tot_eprec,tx_f_eprec,tx_et_eprec,abcde,abcde_f,abcde_h,abc_capbep,abc_bac,abc_supbac,ec_mat,ec_elem,ec_elem_pri,coll,coll_pri,nbetab,ens_sante,serv_par,serv_tot,auto_ent";

/// What the parts of neighbourhoods inside a priority neighbourhood add up to.
#[derive(Default)]
struct Sums {
    people: f64,
    women: f64,
    young: f64,
    old: f64,
    covered: f64,
    claimants: f64,
    poor: f64,
    declared: [f64; 3],
    disposable: [f64; 3],
}

impl Sums {
    fn over(priority: &Priority, land: &Land, everyone: &[(People, Benefits)]) -> Self {
        let mut sums = Self::default();
        for (zone, (people, benefits)) in everyone.iter().enumerate() {
            sums.add(share_inside(priority, land, zone), people, benefits);
        }
        sums
    }

    fn add(&mut self, share: f64, people: &People, benefits: &Benefits) {
        let living = share * f64::from(people.population());
        let ages = people.ages.map(|[men, women]| f64::from(men + women));
        self.people += living;
        self.women += share * f64::from(people.ages.iter().map(|[_, women]| women).sum::<u32>());
        self.young += share * ages[0];
        self.old += share * (ages[4] + ages[5]);
        self.covered += share * f64::from(benefits.covered);
        self.claimants += share * f64::from(benefits.claimants());
        self.poor += living * people.poverty;
        for (rank, quantile) in [0.5, 0.1, 0.9].into_iter().enumerate() {
            self.declared[rank] += living * people.declared.quantile(quantile);
            self.disposable[rank] += living * people.disposable.quantile(quantile);
        }
    }
}

/// The share of a neighbourhood’s blocks that lie inside.
fn share_inside(priority: &Priority, land: &Land, zone: usize) -> f64 {
    let dry = |block: &usize| land.zone_of[*block] == Some(zone) && land.parcels[*block].ground == Ground::Dry;
    let blocks: Vec<usize> = (0..land.parcels.len()).filter(dry).collect();
    let inside = blocks.iter().filter(|&&block| priority.outline.contains(&Point(land.parcels[block].at))).count();
    inside as f64 / blocks.len().max(1) as f64
}

fn row(priority: &Priority, sum: &Sums, in_priority: f64, in_town: f64) -> String {
    let one = |value: f64| decimals(value, 1);
    let poverty = sum.poor / sum.people;
    let euros = |sums: [f64; 3]| sums.map(|total| (total / sum.people).round());
    let seekers = (sum.people * 0.105).round();
    let women = (seekers * 0.46).round();
    let mut cells = vec![sum.people.round(), in_priority.round(), in_town, one(sum.young / sum.old)];
    cells.extend([one(8.0 + poverty / 5.0), one(100.0 * sum.women / sum.people), one(8.5 + poverty / 5.0)]);
    cells.extend([sum.covered.round(), one(62.0 - poverty), one(4.0 + poverty / 12.0)]);
    cells.extend(euros(sum.declared).into_iter().chain(euros(sum.disposable)));
    cells.extend([one(poverty), one(poverty + 16.0), sum.claimants.round()]);
    cells.extend([64.0 - poverty / 2.0, 60.0 - poverty / 2.0, 58.0 - poverty / 2.0, 18.0 + poverty / 4.0, 19.0 + poverty / 4.0].map(one));
    let numbers = cells.iter().map(f64::to_string).collect::<Vec<_>>().join(",");
    let seeking = [seekers, women, seekers - women, (seekers * 0.39).round(), (seekers * 0.2).round(), (seekers * 0.14).round()];
    let seeking = seeking.map(|value| value.to_string()).join(",");
    let places = [2.0, 3.0, 0.0, 1.0, 0.0].into_iter().chain([0.021, 0.004, 0.008, 0.014, 0.002].map(|rate| (sum.people * rate).round()));
    let places = places.map(|value| value.to_string()).collect::<Vec<_>>().join(",");
    let communes = if priority.communes.contains(',') { format!("\"{}\"", priority.communes) } else { priority.communes.to_owned() };
    format!("{},{},{communes},{numbers},,{seeking},{places}", priority.code, priority.name)
}
