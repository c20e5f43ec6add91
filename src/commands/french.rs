//! The command line's help in French. A test holds that nothing is left in English.

use clap::{Arg, ArgAction, Command};

use super::analyse_files;

/// Help of each argument, by the name of the command that holds it and its own.
const ARGUMENTS: &[(&str, &str, &str)] = &[
    ("", "data", "Dossier de la base et de tout ce que le programme garde [défaut : ./maillage-data]"),
    ("", "database", "Adresse d’une base PostgreSQL, au lieu de la base embarquée"),
    ("", "lang", "Langue : fr ou en [défaut : fr]"),
    ("", "quiet", "Ne rien dire, sauf les refus"),
    ("", "json", "Répondre en JSON, pour les scripts"),
    ("", "host", "Hôte d’écoute, pour `serve` [défaut : 127.0.0.1]"),
    ("", "port", "Port d’écoute, pour `serve` ; 0 en prend un libre [défaut : 8080]"),
    ("", "help", "Afficher l’aide"),
    ("", "version", "Afficher la version"),
    ("demo", "if_empty", "Seulement si rien n’est encore chargé"),
    ("init", "codes", "Codes de communes (34172), SIREN d’intercommunalités, départements (34)"),
    ("init", "margin", "Kilomètres autour du territoire où les services comptent aussi"),
    ("update", "only", "Seulement ces jeux du catalogue (séparés par des virgules)"),
    ("update", "as_of", "Ne rien demander : réimporter ce qui avait été reçu à la fin de ce jour, comme 2026-11-25"),
    ("import", "files", "Fichiers à importer"),
    ("import", "manifest", "Un manifeste qui énumère les fichiers"),
    ("import", "format", "Nom du format, au lieu de le reconnaître au contenu"),
    ("import", "mapping", "Une correspondance de colonnes, pour un tableau à vous"),
    ("import", "vintage", "Année dont parlent les fichiers, s’ils ne le disent pas"),
    ("import", "communes", "Ne garder que ce qui concerne ces communes (codes INSEE, séparés par des virgules)"),
    ("coverage", "theme", "Thème des services"),
    ("coverage", "audience", "Pour quel public"),
    ("coverage", "at", "Ouvert à ce moment de la semaine, comme tue-18:30"),
    ("scenario", "file", "Fichier du scénario : le corps JSON de POST /scenarios"),
    ("sites", "theme", "Thème des services"),
    ("sites", "audience", "Pour quel public"),
    ("sites", "at", "Ouvert à ce moment de la semaine, comme tue-18:30"),
    ("sites", "count", "Combien de lieux"),
    ("rounds", "theme", "Thème des services"),
    ("rounds", "start", "D’où part l’équipe : longitude,latitude"),
    ("rounds", "minutes", "Durée de la sortie, arrêts compris"),
    ("rounds", "stop_minutes", "Durée d’un arrêt"),
    ("rounds", "one_way", "Ne pas revenir au départ"),
    ("targets", "theme", "Un seul thème"),
    ("targets", "need", "Poids du besoin social"),
    ("targets", "gap", "Poids du manque d’accès"),
    ("targets", "take_up", "Poids du non-recours probable"),
    ("*", "mode", "À pied, à vélo ou en voiture : walk, bike ou car"),
    ("*", "limit", "Trajet le plus long, en minutes"),
    ("*", "geography", "Zones dont parler [défaut : les plus fines chargées]"),
    ("*", "format", "Format du résultat"),
    ("*", "out", "Fichier à écrire ; - est le terminal"),
    ("erase", "key", "Clé de la note, comme dans la colonne `key` de son fichier ou comme à l’envoi"),
    ("erase", "team", "Équipe qui l’a envoyée par HTTP ; sans elle, la note d’un fichier"),
    ("import", "file", "Fichier de notes : zone, day, persons, themes, reason, offered, age, key"),
    ("release", "quarter", "Le trimestre, comme 2026-T3"),
    ("release", "rho", "Ce qu’il peut coûter en secret, comme 0.250"),
    ("attack", "url", "Adresse de l’instance, comme http://localhost:8080"),
    (
        "attack",
        "worlds",
        "Publications à planter sur des instances à jeter, pour les attaques qui demandent la vérité : aucune, ou de 48 à 960",
    ),
    ("attack", "notches", "Zones où tailler des encoches"),
    ("attack", "repeats", "Fois qu’une question est répétée"),
    ("attack", "smallest", "Habitants au-dessous desquels rien ne devrait être dit à part"),
    ("add", "login", "L’identifiant, ou l’adresse professionnelle de qui se connecte par le fournisseur d’identité"),
    ("*", "login", "L’identifiant"),
    ("*", "role", "Le rôle : outreach (équipe d’aller-vers), planner, administrator ou data-protection"),
    ("*", "territory", "Codes des territoires : 34172, 243400017, 34, ou * pour tout ; séparés par des virgules"),
    ("*", "team", "L’équipe dont on partage les notes"),
    ("add", "no_password", "Sans mot de passe : pour qui se connecte par le fournisseur d’identité"),
    ("add", "label", "À quoi elle sert"),
    ("add", "scope", "Codes des droits qu’elle ouvre, séparés par des virgules [défaut : tous ceux de la recherche]"),
    ("add", "quota", "Demandes par jour"),
    ("add", "days", "Jours avant son échéance"),
    ("revoke", "key", "Le numéro de la clé"),
    ("verify", "head", "L’empreinte notée ailleurs, à laquelle le journal doit mener"),
    ("export", "filter", "Seulement les objets qui conviennent à un filtre CQL2, en texte ou en JSON"),
    ("export", "bbox", "Seulement les objets qui touchent un rectangle : ouest,sud,est,nord en degrés"),
    ("export", "properties", "Propriétés à écrire, séparées par des virgules [défaut : toutes]"),
    ("export", "sortby", "Propriétés de tri, - devant pour l’ordre décroissant"),
    ("export", "crs", "Système de coordonnées du fichier, comme EPSG:2154 [défaut : longitude et latitude]"),
    ("export", "collection", "La collection : iris, qpv, services, gaps, take-up, take-up-zones, targets…"),
];

/// What each command does.
const COMMANDS: &[(&str, &str)] = &[
    ("maillage", "Montre où les besoins d’un territoire restent sans réponse et où des droits ne sont pas demandés"),
    ("serve", "Servir la carte et les données par HTTP"),
    ("demo", "Charger la ville de démonstration, fictive"),
    ("init", "Amener un territoire à la carte à partir de rien : données ouvertes reçues, importées, et ce qui manque, dit"),
    ("update", "Chercher des éditions plus récentes des jeux du territoire, et importer celles qui ont changé"),
    ("sources", "Dire où en est chaque jeu du catalogue"),
    ("import", "Importer des fichiers de données ouvertes"),
    ("analyse", "Analyser le territoire chargé"),
    ("plan", "Prévoir des lieux à ouvrir, ou une sortie d’aller-vers"),
    ("sites", "Où ouvrir des lieux pour que le plus d’habitants sans service à portée en aient un"),
    ("scenario", "Ce que changent des services ajoutés, déplacés, fermés ou ouverts à d’autres heures"),
    ("export", "Écrire une collection dans un fichier"),
    ("links", "Lister les fiches réunies en un seul service, et celles à vérifier"),
    ("check", "Vérifier les réglages, la base et l’instantané"),
    ("notes", "Notes de terrain des équipes"),
    ("notes import", "Importer au coffre un fichier de notes, entier ou pas du tout"),
    ("attack", "Attaquer le secret d’une instance ouverte, et mettre le succès en face de la borne"),
    ("erase", "Effacer une note par sa clé, avant qu’une publication ne la compte"),
    ("retain", "Laisser aller ce qui ne doit pas être gardé plus longtemps, comme la porte le fait chaque jour"),
    ("door", "Garder le coffre pour un serveur, sur l’entrée et la sortie standard"),
    ("release", "Publier un trimestre de notes de terrain, avec du bruit"),
    ("releases", "Publications des notes de terrain"),
    ("ledger", "Le registre public : ce que chaque publication a coûté, ce qu’il reste de chaque année"),
    ("verify", "Vérifier qu’aucune ligne publiée, aucun fait du journal n’a été changé"),
    ("accounts", "Comptes de qui se connecte"),
    ("accounts add", "Créer un compte ; le mot de passe est lu sur l’entrée standard"),
    ("accounts list", "Lister les comptes"),
    ("accounts export", "Donner à quelqu’un tout ce qui est gardé de lui (droit d’accès)"),
    ("add", "Créer"),
    ("list", "Lister"),
    ("disable", "Fermer un compte, et ses sessions"),
    ("enable", "Rouvrir un compte"),
    ("password", "Donner un autre mot de passe, lu sur l’entrée standard"),
    ("move", "Changer de rôle, de territoire ou d’équipe"),
    ("remove", "Effacer un compte : seul son numéro reste au journal"),
    ("keys", "Clés des chercheurs"),
    ("keys add", "Créer une clé ; elle n’est montrée qu’une fois"),
    ("keys list", "Lister les clés"),
    ("revoke", "Révoquer une clé"),
    ("audit", "Le journal de qui a fait quoi"),
    ("audit verify", "Vérifier qu’aucune ligne du journal n’a été changée ni ôtée"),
    ("audit list", "Lire le journal"),
    ("coverage", "Qui est loin d’un service"),
    ("take-up", "Où des droits ne sont probablement pas demandés"),
    ("targets", "Où agir d’abord"),
    ("help", "Afficher l’aide d’une commande"),
];

// A colon follows each, which French parts from the word by a space that does not break.
const COMMANDS_HEADING: &str = "Commandes\u{a0}";
const OPTIONS_HEADING: &str = "Options\u{a0}";
const ARGUMENTS_HEADING: &str = "Arguments\u{a0}";
const TEMPLATE: &str = "\
{before-help}{about-with-newline}
Usage : {usage}

{all-args}{after-help}";

/// The same command line with its help in French.
pub fn translate(command: Command) -> Command {
    let name = command.get_name().to_owned();
    let arguments: Vec<String> = command.get_arguments().map(|argument| argument.get_id().to_string()).collect();
    let own_help = Arg::new("help").short('h').long("help").action(ArgAction::Help).help("Afficher l’aide");
    let mut french = command
        .help_template(TEMPLATE)
        .subcommand_help_heading(COMMANDS_HEADING)
        .next_help_heading(OPTIONS_HEADING)
        .disable_help_flag(true)
        .disable_help_subcommand(true)
        .arg(own_help);
    if name == "maillage" {
        let version = Arg::new("version").short('V').long("version").action(ArgAction::Version).help("Afficher la version");
        french = french.disable_version_flag(true).arg(version);
    }
    if let Some(about) = about(&name) {
        french = french.about(about);
    }
    for id in arguments {
        if let Some(help) = help(&name, &id) {
            french = french.mut_arg(id, |argument| {
                let heading = if argument.is_positional() { ARGUMENTS_HEADING } else { OPTIONS_HEADING };
                let takes_a_value = argument.get_action().takes_values();
                let help = if takes_a_value { format!("{help}{}", choices(&argument)) } else { help.to_owned() };
                let argument = argument.help(help).help_heading(heading);
                if takes_a_value { argument.hide_default_value(true).hide_possible_values(true) } else { argument }
            });
        }
    }
    french.mut_subcommands(|inner| match about(&format!("{name} {}", inner.get_name())) {
        Some(own) => translate(inner).about(own),
        None => translate(inner),
    })
}

/// What an argument is when it is not given, and what it may be: the library says both in English alone.
fn choices(argument: &Arg) -> String {
    let defaults: Vec<_> = argument.get_default_values().iter().map(|value| value.to_string_lossy()).collect();
    let possible: Vec<_> = argument.get_possible_values().iter().map(|value| value.get_name().to_owned()).collect();
    let takes_a_value = argument.get_action().takes_values();
    let said =
        |words: &str, values: String| if values.is_empty() || !takes_a_value { String::new() } else { format!(" [{words} : {values}]") };
    said("défaut", defaults.join(", ")) + &said("valeurs", possible.join(", "))
}

fn about(command: &str) -> Option<&'static str> {
    COMMANDS.iter().chain(analyse_files::french::COMMANDS).find(|(name, _)| *name == command).map(|(_, about)| *about)
}

fn help(command: &str, argument: &str) -> Option<&'static str> {
    let fits = |place: &str| place == command || place == "*" || (place.is_empty() && command != "*");
    let known = || ARGUMENTS.iter().chain(analyse_files::french::ARGUMENTS);
    let by_place = |wanted: &str| known().find(|(place, name, _)| *place == wanted && *name == argument);
    by_place(command).or_else(|| known().find(|(place, name, _)| fits(place) && *name == argument)).map(|(_, _, help)| *help)
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;
    use crate::commands::arguments::Arguments;

    fn assert_translated(command: &Command) {
        let name = command.get_name();
        assert!(about(name).is_some(), "« {name} » has no French description");
        for argument in command.get_arguments() {
            assert!(help(name, argument.get_id().as_str()).is_some(), "« {name} --{} » has no French help", argument.get_id());
        }
        command.get_subcommands().for_each(assert_translated);
    }

    #[test]
    fn every_command_and_every_argument_has_its_french_help() {
        assert_translated(&Arguments::command());
    }

    #[test]
    fn french_help_is_in_french() {
        let help = translate(Arguments::command()).render_long_help().to_string();
        assert!(help.contains("Servir la carte") && help.contains("Usage :"), "{help}");
        assert!(!["Folder of the database", "Print"].iter().any(|english| help.contains(english)), "{help}");
        assert_eq!(help.matches("Options").count(), 1, "{help}");
    }

    fn assert_in_french(mut command: Command) {
        let help = command.render_long_help().to_string();
        assert!(!["default:", "ossible values", "Print"].iter().any(|english| help.contains(english)), "{help}");
        command.get_subcommands().cloned().for_each(assert_in_french);
    }

    #[test]
    fn what_an_argument_may_be_is_said_in_french_in_every_command() {
        let french = translate(Arguments::command());
        let help = french.find_subcommand("export").unwrap().clone().render_help().to_string();
        assert!(help.contains("Format du résultat [défaut : geojson] [valeurs : csv, geojson,"), "{help}");
        assert_in_french(french);
    }
}
