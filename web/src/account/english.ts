import type { AccountWords } from './french';

export const englishAccount: AccountWords = {
  title: 'My access',
  lead: 'Everything this map publishes is read without signing in. An account serves teams: to send what is noted in the field, to read what their work calls for.',
  none: 'This server has no accounts: there is nothing to sign in to.',
  login: 'Login',
  password: 'Password',
  signIn: 'Sign in',
  signOut: 'Sign out',
  signedIn: (login) => `You are signed in: ${login}.`,
  signedOut: 'You are signed out.',
  provider: (name) => `Sign in with ${name}`,
  role: 'Role',
  territory: 'Territory',
  everywhere: 'everywhere',
  noTerritory: 'none',
  may: 'What this role may do',
  rights: {
    'read-public': 'read what is published',
    'run-plans': 'work out plans of places and rounds',
    'read-ledger': 'read the ledger of releases',
    'write-note': 'send field notes and checks of services, within its territory',
    'own-account': 'see and erase its own account',
    'manage-accounts': 'manage accounts',
    'manage-keys': 'manage the keys of programs',
    'read-audit': 'read the log of access',
  },
};
