/** The page where one signs in, in French. */
export interface AccountWords {
  title: string;
  lead: string;
  none: string;
  login: string;
  password: string;
  signIn: string;
  signOut: string;
  signedIn: (login: string) => string;
  signedOut: string;
  provider: (name: string) => string;
  role: string;
  territory: string;
  everywhere: string;
  noTerritory: string;
  may: string;
  /** The rights there is something behind; a server may name others. */
  rights: Record<string, string>;
}

export const frenchAccount: AccountWords = {
  title: 'Mon accès',
  lead: 'Tout ce que cette carte publie se lit sans s’identifier. Un compte sert aux équipes : envoyer ce qui est noté sur le terrain, lire ce que leur mission demande.',
  none: 'Ce serveur n’a pas de comptes : il n’y a rien à ouvrir ni à fermer.',
  login: 'Identifiant',
  password: 'Mot de passe',
  signIn: 'Se connecter',
  signOut: 'Se déconnecter',
  signedIn: (login) => `Vous êtes connecté : ${login}.`,
  signedOut: 'Vous êtes déconnecté.',
  provider: (name) => `Se connecter par ${name}`,
  role: 'Rôle',
  territory: 'Territoire',
  everywhere: 'partout',
  noTerritory: 'aucun',
  may: 'Ce que ce rôle permet',
  rights: {
    'read-public': 'lire ce qui est publié',
    'run-plans': 'calculer des plans de lieux et de tournées',
    'read-ledger': 'lire le registre des publications',
    'write-note': 'envoyer des notes de terrain et des vérifications de services, dans son territoire',
    'read-own-notes': 'relire et retirer les notes de son équipe, dans son territoire',
    'read-exact-counts': 'lire les comptes exacts de son territoire ; chaque lecture est inscrite au journal',
    'own-account': 'voir et effacer son propre compte',
    'manage-accounts': 'gérer les comptes',
    'manage-keys': 'gérer les clés d’accès des programmes',
    'read-audit': 'lire le journal des accès',
  },
};
