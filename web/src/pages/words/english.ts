/** What the pages beside the map say, in English. */
import type { PageWords } from './french';
import type { Prose } from './prose';

const method: Prose = {
  title: 'Method and limits',
  lead: 'What the map works out, where its figures come from, and what they do not say. Under each map, “Method and sources” gives the exact method of what is shown, with its settings and references.',
  sections: [
    {
      heading: 'Published figures',
      paragraphs: [
        'Indicators (income, benefits, employment, population) are those of their producers: Insee, Cnaf, ANCT and the others that each card cites. They are neither corrected nor completed.',
        'Each value carries its state: published, rounded, imputed, estimated, withheld for secrecy, not available or not applicable. A value withheld or absent is hatched, never counted as a zero. A rounded value carries the interval it lies in.',
        'Counts add up; rates, medians and ratios do not, and the program refuses to add them.',
      ],
      list: [],
    },
    {
      heading: 'Access to services',
      paragraphs: [
        'Times are those of walking, cycling or driving, over streets where they are loaded, else in a lengthened straight line: the method then says so. Ways start from addresses or inhabited squares where these are known, else from the centre of the zone.',
        'A service counts if it receives in person, is meant for the audience asked for and for the residents of the zone, and is open at the moment asked for. Access takes into account how many residents share each service (E2SFCA, Luo and Qi 2009). The reference is the territory’s own mean: it shows differences within the territory, not whether it has enough.',
      ],
      list: [],
    },
    {
      heading: 'Non-take-up',
      paragraphs: [
        'Nobody publishes non-take-up by neighbourhood. The map compares the recipients observed with those that the neighbourhood’s incomes and families lead to expect, with a 95% interval. A zone whose interval covers the reference is never coloured, and the share of false alarms is held to 5%.',
        'It is a signal to check on the ground: students, registered addresses, the farmers’ scheme or different years may explain it.',
      ],
      list: [],
    },
    {
      heading: 'Priorities',
      paragraphs: [
        'The score brings together social need, lack of access and likely non-take-up, with the weights chosen. The rank is an interval: it comes from draws in which weights and figures vary. Two zones whose intervals overlap are not to be told apart.',
      ],
      list: [],
    },
    {
      heading: 'What the map does not say',
      paragraphs: [],
      list: [
        'A zone is not a person: nothing about residents can be concluded from their neighbourhood.',
        'Other boundaries would show other differences.',
        'Services beyond the loaded territory are not seen; a list of services is never complete.',
        'People without a home and collective housing are absent from most sources.',
        'Capacity, waiting and the quality of the welcome are known for few services only.',
      ],
    },
  ],
};

const accessibility: Prose = {
  title: 'Accessibility statement',
  lead: 'This map means to be usable by everyone, with a keyboard, with a screen reader, on a small screen or on paper. This statement says what was checked, how, and what was not.',
  sections: [
    {
      heading: 'State of conformance',
      paragraphs: [
        'Maillage is not conformant with the French general accessibility framework (RGAA), in the sense of that framework: no complete audit of its criteria by someone from outside has taken place yet. That is not the finding of an obstacle: it is the absence of complete proof.',
      ],
      list: [],
    },
    {
      heading: 'What is checked',
      paragraphs: [
        'Automatic tests open the program in Chromium and fail at the first fault. They run again at every change:',
      ],
      list: [
        'axe-core (rules of WCAG 2.0, 2.1 and 2.2, levels A and AA) on every screen, in French and in English, light theme and dark theme, on a computer and on a phone: no fault found. These rules cover only part of the criteria.',
        'A walk through the main tasks with the keyboard alone (asking a question, reading a zone, drawing, looking around a point, printing, making a report); the name of each control; focus always visible and never hidden by the sheet of a phone.',
        'A twin table of the map: the same values, in the same order, reached by a skip link.',
        'Targets at least 44 pixels high on a phone; a width of 390 pixels without sideways scrolling.',
        'Movement removed where the system asks for that.',
        'The printed report: a tagged PDF, with headings in order, heads of tables, alternative texts of maps and a declared language.',
      ],
    },
    {
      heading: 'Content not accessible or not checked',
      paragraphs: [],
      list: [
        'No test with disabled people nor with real screen readers (NVDA, JAWS, VoiceOver) has taken place.',
        'The map itself is not read as a picture: it is walked with the arrows, zone by zone, and its twin table gives all that it shows.',
        'Drawing an outline with the keyboard means moving the map and setting points at its centre: possible, but slow.',
        'Patterns and colours were checked only by computed contrast and by palettes known to be readable by colour-blind people.',
        'The PDF was not checked with a PDF/UA tool.',
      ],
    },
    {
      heading: 'How this statement was made',
      paragraphs: [
        'This statement describes the software; it comes with each version and changes with it. The body that puts the map online still has to publish its own, with the result of its own audit.',
        'Technologies: HTML, CSS, JavaScript, SVG, WAI-ARIA. Browser of the tests: Chromium.',
      ],
      list: [],
    },
    {
      heading: 'Feedback and contact',
      paragraphs: [
        'To report an obstacle or obtain content in another form, turn to the body that makes this map available. The same data can be read without a map, page by page, at the address “collections” of this server.',
        'Remedies in France: without a satisfactory answer, one may write to the Défenseur des droits (online form, regional delegate, or free letter without a stamp: Défenseur des droits, Libre réponse 71120, 75342 Paris CEDEX 07).',
      ],
      list: [],
    },
  ],
};

const privacy: Prose = {
  title: 'Privacy',
  lead: 'What this map keeps, sends and does not send. In short: no cookie, no audience measurement, no request to another server, no personal data on the public map.',
  sections: [
    {
      heading: 'What the map shows',
      paragraphs: [
        'Public figures about zones, and services open to the public. No figure is about a person. Values that their producers keep secret are not in the program: they enter it as absent.',
        'Where teams note whom they meet, the map may also show how many encounters took place, by quarter and zone: never the notes, but numbers blurred by a random draw, with their interval, and “under 11” below 11.',
      ],
      list: [],
    },
    {
      heading: 'What your browser keeps',
      paragraphs: ['All of it stays on your device, and goes when the data of the site are cleared in the browser:'],
      list: [
        'the language and the theme chosen;',
        'the notes you add to a report: they are never sent;',
        'the scenarios you name to keep them;',
        'the encounters and checks of services noted in the field (zone, day, number of people, themes, reason, what was offered; no name, no free text), until they are sent or you throw them away: whoever opens this browser can read them;',
        'the pages and answers seen last, and the views you keep offline, to open them again without network.',
      ],
    },
    {
      heading: 'What your browser sends',
      paragraphs: [
        'Requests to the server of this map, and to it alone: what you look at (zones, themes, settings) and, as to any server, the address of your connection. Searching takes place in the page: the words sought do not leave it.',
        '“My position” asks your device for its position, with your consent. It is then sent to the server, to the metre, to work out the services nearby, and is written into the address of the page: a shared link contains it. A point set on the map, an outline drawn or a scenario are sent likewise.',
        'What is noted in the field leaves only if the server has where to receive it and you are signed in there; otherwise notes wait on the device, from which you can save them to a file. Each sending bears a number drawn at random, so that a note sent again counts once, and nothing that tells the device.',
        'Signing in sends a login and a password to this server, which answers with a session cookie that the page cannot read and that goes when you sign out. Who does not sign in has no cookie.',
      ],
      list: [],
    },
    {
      heading: 'What the server keeps',
      paragraphs: [
        'For who does not sign in, the program makes neither account nor profile. It records none of the requests received in its data, save the log of access of accounts, where the body that hosts it has opened any. Its technical log writes one line a request, without the address of the connection or the parameters, which may contain a position. The body that hosts it, and the servers placed before it, may keep other logs: it is for that body to make them known.',
        'Encounters noted by teams, where there are any, enter through that body itself or, from the map, through a door. They stay in a vault apart, which the server of the map never opens. A team that is signed in reads and takes back its own notes. Agents of the territory who have the right read exact counts of a released quarter, from 5 on, from which nothing below can be worked out; each reading is written into a log. A quarter is published thirty days after its end at the earliest, blurred so that the release says nearly the same whether one encounter is in it or not. Where the map takes notes, the program forgets their day after thirty days, keeping the week, and erases them after twenty-four months; elsewhere, that body runs that erasure.',
      ],
      list: [],
    },
    {
      heading: 'Your rights',
      paragraphs: [
        'Turn to the body that makes this map available, or to its data protection officer; failing that, to the CNIL.',
      ],
      list: [],
    },
  ],
};

export const englishPages: PageWords = {
  toContent: 'Skip to content',
  toMap: 'Map',
  method,
  accessibility,
  privacy,
};
