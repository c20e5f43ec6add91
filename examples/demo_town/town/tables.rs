//! The four neighbourhood tables: benefits, incomes, job seekers, population.

use super::benefits::Benefits;
use super::chance::Chance;
use super::income::Income;
use super::insee_tables::{Dialect, Table, count, decimal};
use super::people::{People, split};
use super::zones::{Form, Sketch};

/// Claimants of the CAF.
pub fn caf(everyone: &[(People, Benefits)]) -> Vec<u8> {
    let source = "Caisse Nationale d'Allocations Familiales";
    let mut table = Table::new(Dialect::Quoted, "Bénéficiaires des prestations légales, source CAF", source, &CAF_COLUMNS);
    for (people, benefits) in everyone {
        let note = note(&people.sketch, &[("001060000", 1), ("001010508", 3)]);
        let cells = if note == 0 { caf_cells(benefits) } else { Vec::new() };
        table.row(&people.sketch, note, &cells);
    }
    table.into_bytes()
}

fn caf_cells(benefits: &Benefits) -> Vec<String> {
    let [single, lone, couple, with_children] = benefits.families;
    let mut cells: Vec<String> = [benefits.claimants(), benefits.covered, single, lone, couple, with_children, benefits.large_families]
        .into_iter()
        .chain(benefits.housing)
        .chain([benefits.disabled])
        .map(count)
        .collect();
    cells.extend([String::new(), String::new()]);
    cells.extend([benefits.rsa, benefits.rsa_basic].into_iter().chain(benefits.dependent).map(count));
    cells
}

/// 0 when published, 2 where too few live, or what a producer says of a zone.
fn note(sketch: &Sketch, special: &[(&str, u8)]) -> u8 {
    let said = special.iter().find(|(code, _)| *code == sketch.code()).map(|(_, note)| *note);
    said.unwrap_or(if matches!(sketch.form, Form::Park | Form::Activity) { 2 } else { 0 })
}

/// Declared incomes.
pub fn incomes(everyone: &[(People, Benefits)]) -> Vec<u8> {
    let source = "Direction Générale des Finances publiques, traitement Insee";
    let mut table = Table::new(Dialect::Semicolons, "Revenus fiscaux", source, &INCOME_COLUMNS);
    for (people, _) in everyone {
        let small = if people.households < 500 { 2 } else { 0 };
        let note = note(&people.sketch, &[("001030102", 4), ("001010705", 4), ("001010404", 4)]).max(small);
        let cells = if people.households < 150 { Vec::new() } else { income_cells(people, note == 2) };
        table.row(&people.sketch, note, &cells);
    }
    table.into_bytes()
}

/// Quartiles always; deciles, means and households without tax only where enough live.
fn income_cells(people: &People, quartiles_only: bool) -> Vec<String> {
    let per_household = Income {
        median: people.declared.median * people.units / f64::from(people.households) * 1.02,
        spread: people.declared.spread * 1.12,
    };
    let mut cells = vec![people.households.to_string(), decimal(people.taxed, 1), decimal(people.units, 1)];
    for income in [per_household, people.declared] {
        cells.extend([0.25, 0.5, 0.75].map(|share| decimal(income.quantile(share), 0)));
        let detail = [decimal(income.quantile(0.1), 0), decimal(income.quantile(0.9), 0), decimal(income.mean(), 2)];
        cells.extend(if quartiles_only { Default::default() } else { detail });
    }
    let wages = 78.0 - 90.0 * f64::from(people.ages[4].iter().chain(&people.ages[5]).sum::<u32>()) / f64::from(people.population());
    cells.push(decimal(wages, 2));
    let untaxed = f64::from(people.households) * people.declared.share_below(14_500.0);
    cells.push(if quartiles_only { String::new() } else { decimal(untaxed, 0) });
    cells
}

/// Job seekers.
pub fn job_seekers(everyone: &[(People, Benefits)]) -> Vec<u8> {
    let mut chance = Chance::of_part(6);
    let source = "Pôle emploi, traitement Insee";
    let mut table = Table::new(Dialect::Quoted, "Demandeurs d'emploi inscrits à Pôle emploi", source, &JOB_COLUMNS);
    for (people, _) in everyone {
        let note = note(&people.sketch, &[("001090000", 3), ("001010903", 4), ("001010904", 4)]);
        let cells = job_cells(people, &mut chance);
        table.row(&people.sketch, note, if note == 0 { &cells } else { &[] });
    }
    table.into_bytes()
}

fn job_cells(people: &People, chance: &mut Chance) -> Vec<String> {
    let rate = 0.065 + people.poverty / 190.0;
    let seeking = chance.poisson(f64::from(people.of_working_age()) * rate);
    let [a, b, c, d, e] = split(seeking, [0.63, 0.11, 0.15, 0.06, 0.05]);
    let abc = a + b + c;
    let [men, women] = split(abc, [0.51, 0.49]);
    let by_age = |total| split(total, [0.16, 0.60, 0.24]);
    let ([m1, m2, m3], [w1, w2, w3]) = (by_age(men), by_age(women));
    let [foreign, _] = split(abc, [0.05 + people.poverty / 250.0, 0.95 - people.poverty / 250.0]);
    let [foreign_men, foreign_women] = split(foreign, [0.55, 0.45]);
    let mut cells = vec![seeking, abc, a, b, c, d, e, men, women, m1, w1, m2, w2, m3, w3, foreign, foreign_men, foreign_women];
    cells.extend(split(abc, [0.09, 0.10, 0.41, 0.20, 0.20]));
    cells.extend(split(abc, [0.41, 0.19, 0.19, 0.21]));
    cells.extend(split(abc, [0.06, 0.14, 0.27, 0.53])[..3].iter());
    cells.push((f64::from(abc) * 0.09) as u32);
    cells.extend(split(abc, [0.10, 0.13, 0.24, 0.40, 0.13]));
    cells.extend([(f64::from(abc) * 0.56) as u32, (f64::from(abc) * (0.05 + people.poverty / 220.0)) as u32]);
    cells.iter().map(u32::to_string).collect()
}

/// Population by sex and age, and dwellings.
pub fn population(everyone: &[(People, Benefits)]) -> Vec<u8> {
    let source = "Recensement de la population de 2021";
    let mut table = Table::new(Dialect::Quoted, "Population par âge", source, &POPULATION_COLUMNS);
    for (people, _) in everyone {
        let [occasional, second, vacant] = people.empty;
        let dwellings = people.residences + occasional + second + vacant;
        let of_sex = |sex: usize| people.ages.iter().map(|ages| ages[sex]).sum::<u32>();
        let mut cells = vec![dwellings, people.residences, people.housed, occasional, second, vacant];
        cells.extend([people.population(), of_sex(0), of_sex(1)]);
        cells.extend(people.ages.iter().flatten());
        table.row(&people.sketch, 0, &cells.iter().map(u32::to_string).collect::<Vec<_>>());
    }
    table.into_bytes()
}

#[rustfmt::skip]
const CAF_COLUMNS: [(&str, &str); 16] = [
    ("A", "Nombre d’allocataires"),
    ("PERCOU", "Nombre de personnes couvertes"),
    ("AI", "Nombre d’allocataires isolés"),
    ("AM", "Nombre de familles monoparentales"),
    ("ACSSENF", "Nombre d’allocataires en couple sans enfant"),
    ("ACAVENF", "Nombre d’allocataires en couple avec enfant"),
    ("AC3ENF", "dont couples avec trois enfants ou plus"),
    ("AAL", "Nombre d’allocataires percevant une Allocation Logement"),
    ("AAPL", "Dont Allocation Personnalisée de Logement (Métropole)"),
    ("AAAH", "Nombre d’allocataires percevant l’Allocation Adulte Handicapé"),
    ("ARMI", "Nombre d’allocataires percevant le Revenu Minimum d'Insertion (DOM)"),
    ("AAPI", "Nombre d’allocataires percevant l’Allocation de Parent Isolé (DOM)"),
    ("ARSA", "Nombre d’allocataires percevant le Revenu de Solidarité Active (Métropole)"),
    ("ARSAS", "dont le Revenu de Solidarité Active socle (Métropole)"),
    ("APRES50", "Nombre d’allocataires dont le revenu est constitué à plus de 50 % de prestations sociales"),
    ("APRES100", "Nombre d’allocataires dont le revenu est constitué à 100 % de prestations sociales"),
];

#[rustfmt::skip]
const INCOME_COLUMNS: [(&str, &str); 17] = [
    ("NbMen", "Ménages fiscaux "),
    ("NbPers", "Personnes dans les  ménages fiscaux "),
    ("NbUC", "Unités de consommation"),
    ("RFMQ1", "revenu par ménage: premier quartile"),
    ("RFMQ2", "revenu par ménage: médiane "),
    ("RFMQ3", "revenu par ménage: dernier quartile"),
    ("RFMD1", "revenu par ménage: premier décile"),
    ("RFMD9", "revenu par ménage: dernier décile"),
    ("RFMMO", "revenu par ménage: moyenne "),
    ("RFUCQ1", "revenu par UC: premier quartile"),
    ("RFUCQ2", "revenu par UC: médiane "),
    ("RFUCQ3", "revenu par UC: dernier quartile"),
    ("RFUCD1", "revenu par UC: premier décile"),
    ("RFUCD9", "revenu par UC: dernier décile"),
    ("RFUCMO", "revenu par UC: moyenne "),
    ("PtSa", "part traitements et salaires "),
    ("NbMenNI", "Ménages non imposables"),
];

#[rustfmt::skip]
const JOB_COLUMNS: [(&str, &str); 38] = [
    ("A", "DEFM toutes catégories"),
    ("BCatABC", "Catégorie A, B ou C"),
    ("BCatA", "Catégorie A"),
    ("BCatB", "Catégorie B"),
    ("BCatC", "Catégorie C"),
    ("BCatD", "Catégorie D"),
    ("BCatE", "Catégorie E"),
    ("AH", "Hommes"),
    ("AF", "Femmes"),
    ("AHLt25", "Hommes de moins de 25 ans"),
    ("AFLt25", "Femmes de moins de 25 ans"),
    ("AH2549", "Hommes de 25 à moins de 50 ans"),
    ("AF2549", "Femmes de 25 à moins de 50 ans"),
    ("AHGe50", "Hommes de 50 ans et +"),
    ("AFGe50", "Femmes de 50 ans et +"),
    ("BE", "Etrangers"),
    ("BEH", "Hommes étrangers"),
    ("BEF", "Femmes étrangères"),
    ("BFor6", "Niveau de formation : Sortie avant troisième"),
    ("BFor5", "Niveau de formation : CEP SES"),
    ("BFor4", "Niveau de formation : BEPC BEP CAP"),
    ("BFor3", "Niveau de formation : Bac, BTn, BT, BP"),
    ("BFor12", "Niveau de formation : Bac+2 et plus"),
    ("BDur1", "Durée du chômage : Moins de 6 mois"),
    ("BDur2", "Durée du chômage : 6 mois à moins d'un an"),
    ("BDur3", "Durée du chômage : un an à moins de deux ans"),
    ("BDur4", "Durée du chômage : plus de deux ans"),
    ("BIns1", "Motif d'inscription : 1ère entrée sur le marché du travail"),
    ("BIns2", "Motif d'inscription : Licenciement"),
    ("BIns3", "Motif d'inscription : Fin de CDD"),
    ("BRecu", "Réinscription depuis moins de 7 mois d’intervalle"),
    ("BQal1", "Niveau de qualification : Manoeuvres ou ouvriers spécialisés"),
    ("BQal2", "Niveau de qualification : Ouvriers qualifiés"),
    ("BQal3", "Niveau de qualification : Employés non qualifiés"),
    ("BQal4", "Niveau de qualification : Employés qualifiés"),
    ("BQal5", "Niveau de qualification : Cadres, techniciens, agents de maitrise"),
    ("Bind", "Indemnisés"),
    ("Brmi", "Titulaires du Revenu Minimum d'Insertion ou du revenu de Solidarité active"),
];

#[rustfmt::skip]
const POPULATION_COLUMNS: [(&str, &str); 21] = [
    ("XNBLOG", "Nombre total de logements"),
    ("XRP", "Nbre de résidences principales"),
    ("XRPPER", "Nbre de personnes dans les résidences principales"),
    ("XNBOCC", "Nombre de logements occasionnels"),
    ("XNBRSC", "Nombre de résidences secondaires"),
    ("XNBVAC", "Nombre total de logements vacants"),
    ("xpoptot", "Population totale"),
    ("xpoph", "Population totale, hommes"),
    ("xpopf", "Population totale, femmes"),
    ("xp0019h", "Population de 0 a 19 ans, hommes"),
    ("xp0019f", "Population de 0 a 19 ans, femmes"),
    ("xp2024h", "Population de 20 à 24 ans, hommes"),
    ("xp2024f", "Population de 20 à 24 ans, femmes"),
    ("xp2539h", "Population de 25 à 39 ans, hommes"),
    ("xp2539f", "Population de 25 à 39 ans, femmes"),
    ("xp4059h", "Population de 40 à 59 ans, hommes"),
    ("xp4059f", "Population de 40 à 59 ans, femmes"),
    ("xp6074h", "Population de 60 à 74 ans, hommes"),
    ("xp6074f", "Population de 60 à 74 ans, femmes"),
    ("xp75ph", "Population de 75 ans et plus, hommes"),
    ("xp75pf", "Population de 75 ans et plus, femmes"),
];
