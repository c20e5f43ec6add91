/** What the pages beside the map say, in French. */
import type { Prose } from './prose';

const method: Prose = {
  title: 'Méthode et limites',
  lead: 'Ce que la carte calcule, d’où viennent ses chiffres, et ce qu’ils ne disent pas. Sous chaque carte, « Méthode et sources » donne la méthode exacte de ce qui est montré, avec ses réglages et ses références.',
  sections: [
    {
      heading: 'Les chiffres publiés',
      paragraphs: [
        'Les indicateurs (revenus, prestations, emploi, population) sont ceux de leurs producteurs : Insee, Cnaf, ANCT, et les autres que cite chaque fiche. Ils ne sont ni corrigés ni complétés.',
        'Chaque valeur porte son état : publiée, arrondie, imputée, estimée, sous secret statistique, non disponible ou sans objet. Une valeur secrète ou absente est hachurée, jamais comptée comme un zéro. Une valeur arrondie porte l’intervalle où elle se trouve.',
        'Les effectifs s’additionnent ; les taux, les médianes et les rapports ne s’additionnent pas, et le programme refuse de le faire.',
      ],
      list: [],
    },
    {
      heading: 'L’accès aux services',
      paragraphs: [
        'Les temps sont ceux de la marche, du vélo ou de la voiture, par les rues quand elles sont chargées, à vol d’oiseau allongé sinon : la méthode le dit alors. On part des adresses ou des carreaux habités quand ils sont connus, du centre de la zone sinon.',
        'Un service compte s’il reçoit sur place, s’il s’adresse au public demandé et aux habitants de la zone, et s’il est ouvert au moment demandé. L’accès tient compte du nombre d’habitants qui se partagent chaque service (méthode E2SFCA, Luo et Qi 2009). La référence est la moyenne du territoire : on voit des écarts dans le territoire, non s’il est assez doté.',
      ],
      list: [],
    },
    {
      heading: 'Le non-recours',
      paragraphs: [
        'Personne ne publie le non-recours par quartier. La carte compare les allocataires observés à ceux que les revenus et les familles du quartier laissent attendre, avec un intervalle à 95 %. Une zone dont l’intervalle couvre la référence n’est jamais colorée, et la part de fausses alertes est tenue à 5 %.',
        'C’est un signal à vérifier sur le terrain : étudiants, domiciliations, régime agricole ou années différentes peuvent l’expliquer.',
      ],
      list: [],
    },
    {
      heading: 'Les priorités',
      paragraphs: [
        'Le score réunit le besoin social, le manque d’accès et le non-recours probable, avec les poids choisis. Le rang est un intervalle : il vient de tirages où les poids et les chiffres varient. Deux zones dont les intervalles se recouvrent ne sont pas à départager.',
      ],
      list: [],
    },
    {
      heading: 'Ce que la carte ne dit pas',
      paragraphs: [],
      list: [
        'Une zone n’est pas une personne : on ne peut pas conclure d’un quartier à ses habitants.',
        'D’autres contours montreraient d’autres écarts.',
        'Les services au-delà du territoire chargé ne sont pas vus ; un recensement de services n’est jamais complet.',
        'Les personnes sans domicile et les habitations collectives manquent à la plupart des sources.',
        'La capacité, l’attente et la qualité de l’accueil ne sont connues que pour peu de services.',
      ],
    },
  ],
};

const accessibility: Prose = {
  title: 'Déclaration d’accessibilité',
  lead: 'Cette carte veut pouvoir être utilisée par tout le monde, au clavier, avec un lecteur d’écran, sur un petit écran ou imprimée. Cette déclaration dit ce qui a été vérifié, comment, et ce qui ne l’a pas été.',
  sections: [
    {
      heading: 'État de conformité',
      paragraphs: [
        'Maillage est non conforme au référentiel général d’amélioration de l’accessibilité (RGAA), au sens de ce référentiel : aucun audit complet de ses critères, mené par une personne extérieure, n’a encore eu lieu. Ce n’est pas le constat d’un obstacle : c’est l’absence de preuve complète.',
      ],
      list: [],
    },
    {
      heading: 'Ce qui est vérifié',
      paragraphs: [
        'Des essais automatiques ouvrent le programme dans Chromium et échouent à la première faute. Ils sont relancés à chaque changement :',
      ],
      list: [
        'axe-core (règles WCAG 2.0, 2.1 et 2.2, niveaux A et AA) sur chaque écran, en français et en anglais, thème clair et thème sombre, sur ordinateur et sur téléphone : aucune faute relevée. Ces règles couvrent une partie des critères seulement.',
        'Parcours au clavier seul des tâches principales (poser une question, lire une zone, dessiner, chercher autour d’un point, imprimer, faire un rapport) ; nom de chaque commande ; focus toujours visible et jamais caché par le panneau d’un téléphone.',
        'Tableau jumeau de la carte : les mêmes valeurs, dans le même ordre, atteintes par un lien d’évitement.',
        'Cibles d’au moins 44 pixels de haut sur téléphone ; largeur de 390 pixels sans défilement horizontal.',
        'Mouvements supprimés quand le système le demande.',
        'Rapport imprimé : PDF balisé, avec titres en ordre, en-têtes de tableaux, textes de remplacement des cartes et langue déclarée.',
      ],
    },
    {
      heading: 'Contenus non accessibles ou non vérifiés',
      paragraphs: [],
      list: [
        'Aucun essai avec des personnes handicapées ni avec des lecteurs d’écran réels (NVDA, JAWS, VoiceOver) n’a eu lieu.',
        'La carte elle-même ne se lit pas en image : elle se parcourt aux flèches, zone par zone, et son tableau jumeau donne tout ce qu’elle montre.',
        'Dessiner un périmètre au clavier se fait en déplaçant la carte et en posant des points au centre : c’est possible, mais lent.',
        'Les motifs et les couleurs n’ont été vérifiés que par calcul des contrastes et par des palettes connues comme lisibles par les daltoniens.',
        'Le PDF n’a pas été vérifié avec un outil PDF/UA.',
      ],
    },
    {
      heading: 'Établissement de cette déclaration',
      paragraphs: [
        'Cette déclaration décrit le logiciel ; elle accompagne chaque version et change avec elle. L’organisme qui met la carte en ligne reste tenu de publier la sienne, avec le résultat de son propre audit.',
        'Technologies : HTML, CSS, JavaScript, SVG, WAI-ARIA. Navigateur des essais : Chromium.',
      ],
      list: [],
    },
    {
      heading: 'Retour d’information et contact',
      paragraphs: [
        'Pour signaler un obstacle ou obtenir un contenu sous une autre forme, s’adresser à l’organisme qui met cette carte à disposition. Les mêmes données se lisent sans carte, page par page, à l’adresse « collections » de ce serveur.',
        'Voies de recours en France : sans réponse satisfaisante, on peut écrire au Défenseur des droits (formulaire en ligne, délégué de sa région, ou courrier gratuit sans timbre : Défenseur des droits, Libre réponse 71120, 75342 Paris CEDEX 07).',
      ],
      list: [],
    },
  ],
};

const privacy: Prose = {
  title: 'Confidentialité',
  lead: 'Ce que cette carte garde, envoie et n’envoie pas. En bref : ni témoin (cookie), ni mesure d’audience, ni demande à un autre serveur, ni donnée personnelle sur la carte publique.',
  sections: [
    {
      heading: 'Ce que la carte montre',
      paragraphs: [
        'Des chiffres publics de zones, et des services ouverts au public. Aucun chiffre ne porte sur une personne. Les valeurs que leurs producteurs tiennent secrètes ne sont pas dans le programme : elles y entrent absentes.',
        'Si des équipes notent leurs rencontres, la carte peut aussi montrer combien de rencontres ont eu lieu, par trimestre et par zone : jamais les notes, mais des nombres brouillés par un tirage au sort, avec leur intervalle, et « moins de 11 » en dessous de 11.',
      ],
      list: [],
    },
    {
      heading: 'Ce que votre navigateur garde',
      paragraphs: ['Tout cela reste sur votre appareil, et s’efface avec les données du site dans le navigateur :'],
      list: [
        'la langue et le thème choisis ;',
        'les notes que vous ajoutez à un rapport : elles ne sont jamais envoyées ;',
        'les scénarios que vous nommez pour les garder ;',
        'les rencontres et les vérifications de services notées sur le terrain (zone, jour, nombre de personnes, thèmes, motif, ce qui a été proposé ; aucun nom, aucun texte libre), jusqu’à leur envoi ou jusqu’à ce que vous les supprimiez : qui ouvre ce navigateur peut les lire ;',
        'les pages et réponses vues en dernier, et les vues que vous gardez hors ligne, pour les rouvrir sans réseau.',
      ],
    },
    {
      heading: 'Ce que votre navigateur envoie',
      paragraphs: [
        'Des demandes au serveur de cette carte, et à lui seul : ce que vous regardez (zones, thèmes, réglages) et, comme à tout serveur, l’adresse de votre connexion. La recherche se fait dans la page : les mots cherchés ne partent pas.',
        '« Ma position » demande la position à votre appareil, avec votre accord. Elle est alors envoyée au serveur, au mètre près, pour calculer les services proches, et s’inscrit dans l’adresse de la page : un lien partagé la contient. Un point posé sur la carte, un périmètre dessiné ou un scénario sont envoyés de même.',
        'Ce qui est noté sur le terrain ne part que si le serveur a où le recevoir et si vous y êtes connecté ; sinon les notes attendent sur l’appareil, d’où vous pouvez les enregistrer dans un fichier. Chaque envoi porte un numéro tiré au sort, pour qu’une note renvoyée ne compte qu’une fois, et rien qui dise l’appareil.',
        'Se connecter envoie un identifiant et un mot de passe à ce serveur, qui répond par un cookie de session, illisible par la page et effacé à la déconnexion. Qui ne se connecte pas n’a aucun cookie.',
      ],
      list: [],
    },
    {
      heading: 'Ce que le serveur garde',
      paragraphs: [
        'Pour qui ne se connecte pas, le programme ne crée ni compte ni profil. Il n’enregistre aucune des demandes reçues dans ses données, hors le journal des accès des comptes, là où l’organisme en a ouvert. Son journal technique écrit une ligne par demande, sans l’adresse de la connexion ni les paramètres, qui peuvent contenir une position. L’organisme qui l’héberge, et les serveurs placés devant lui, peuvent tenir d’autres journaux : c’est à lui de les faire connaître.',
        'Les rencontres notées par les équipes, quand il y en a, entrent par l’organisme lui-même ou, de la carte, par une porte. Elles restent dans un coffre à part, que le serveur de la carte n’ouvre jamais. Une équipe connectée y relit et retire ses propres notes. Les agents du territoire qui en ont le droit lisent les comptes exacts d’un trimestre publié, à partir de 5, sans que rien en dessous s’en déduise ; chaque lecture est inscrite à un journal. Un trimestre n’en est publié que trente jours au moins après sa fin, brouillé de telle sorte que la publication dit presque la même chose qu’une rencontre y soit ou non. Le programme ne les efface pas encore de lui-même : leur durée de conservation est à tenir par l’organisme.',
      ],
      list: [],
    },
    {
      heading: 'Vos droits',
      paragraphs: [
        'S’adresser à l’organisme qui met cette carte à disposition, ou à son délégué à la protection des données ; à défaut, à la CNIL.',
      ],
      list: [],
    },
  ],
};

export const frenchPages = {
  toContent: 'Aller au contenu',
  toMap: 'Carte',
  method,
  accessibility,
  privacy,
};

/** What a language must say. */
export type PageWords = typeof frenchPages;
