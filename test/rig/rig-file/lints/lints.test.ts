import { expect, test } from 'vitest'
import type { LintCode } from '../../../../rigs/rig-file/lints/codes.ts'
import { LINT_CODES } from '../../../../rigs/rig-file/lints/codes.ts'
import { LINTS } from '../../../../rigs/rig-file/lints/table.ts'
import { CLEAN, foundIn, lintsOf, withPieces } from './a-linted-rig.ts'

type Pieces = readonly (readonly [string, string])[]

interface Case {
  /** What is put into the clean rig, and where the lint is then. */
  readonly fires: readonly (readonly [Pieces, string])[]
  /** The nearest that is as it should be. */
  readonly silent: readonly Pieces[]
}

const CARL = 'Carl: { password: Carl-Secret-1 }'
const ANNA = 'Anna: { password: Anna-Secret-1'
/** Before all of Office's permissions, and after all of Home's. */
const first = (line: string): readonly [string, string] => [
  '      permissions:\n',
  `      permissions:\n        - ${line}\n`,
]
const atHome = (line: string): readonly [string, string] => [
  '{ principal: Anna@Office, allow: "access:Front Door" }',
  `{ principal: Anna@Office, allow: "access:Front Door" }\n        - ${line}`,
]

/** A block of logic at Office, and wires from and to; Same is always right. */
function withLogic(block: string, ...ends: readonly string[]): readonly [string, string] {
  const hasSame = ends.includes('Same.I1')
  const all = hasSame ? [...ends, 'Same.O', 'Strike.I'] : ends
  const wires = all.flatMap((from, index) => (index % 2 === 0 ? [`{ from: ${from}, to: ${all[index + 1]} }`] : []))
  const same = hasSame ? '        Same: { kind: equal }\n' : ''
  const logic = `      logic:\n        ${block}\n${same}      wiring: [${wires.join(', ')}]\n`
  return ['      permissions:\n', `${logic}      permissions:\n`]
}

const CASES: { readonly [Code in Exclude<LintCode, 'DESCRIPTION_AMBIGUOUS' | 'WIRE_BROKEN'>]: Case } = {
  DEFAULT_PASSWORD: {
    fires: [[[['Office-Admin-1', 'admin']], '23:28']],
    silent: [[['Carl-Secret-1', 'admin-admin-1']]],
  },
  PASSWORD_WEAK: {
    fires: [[[['Carl-Secret-1', 'carl']], '26:27']],
    silent: [[['password: Carl-Secret-1', 'visuPassword: "1"']]],
  },
  LAST_ADMINISTRATOR: {
    fires: [
      [[['{ password: Home-Admin-1 }', '{ status: disabled }']], '41:5'],
      [
        [
          ['{ password: Home-Admin-1 }', '{ groups: [] }'],
          atHome('{ principal: Anna@Office, allow: "right:LoxoneConfig" }'),
        ],
        '41:5',
      ],
      [[['{ password: Home-Admin-1 }', '{ status: { validUntil: "2030-01-01T00:00:00Z" } }']], '41:5'],
    ],
    silent: [[['{ password: Home-Admin-1 }', '{ status: disabled }\n        Eve: { groups: [Full Access] }']]],
  },
  CROSS_SITE_ADMIN: {
    fires: [[[atHome('{ principal: Anna@Office, allow: "right:LoxoneConfig", scope: external }')], '50:66']],
    silent: [
      [atHome('{ principal: Anna@Office, allow: "right:UserManagement" }')],
      [
        ['ibuttons: [anna-button]', 'ibuttons: [anna-button]'],
        first('{ principal: Anna, allow: "right:LoxoneConfig" }'),
      ],
    ],
  },
  GROUP_CYCLE: {
    fires: [[[['Staff: {}', 'Staff: { groups: [Chiefs] }']], '20:9']],
    silent: [
      [['Staff: {}', 'Staff: {}\n        Both: { groups: [Staff, Chiefs] }']],
      [['share: [{ user: Anna,', 'share: [{ group: Staff,']],
    ],
  },
  TAG_AMBIGUOUS: {
    fires: [
      [[['tags: [ben-card]', 'tags: [ben-card, 04A1B2C3]']], '25:50'],
      // Who came from another site bears it, too.
      [
        [
          ['{ password: Home-Admin-1 }', '{ password: Home-Admin-1 }\n        Hugo: { tags: [anna-card] }'],
          atHome('{ principal: Hugo, allow: "access:Front Door" }'),
        ],
        '51:66',
      ],
    ],
    silent: [[['tags: [ben-card]', 'tags: [ben-card, 04A1B2C4]']]],
  },
  IBUTTON_AMBIGUOUS: {
    fires: [[[['tags: [ben-card]', 'tags: [ben-card], ibuttons: [anna-button]']], '25:62']],
    silent: [[['tags: [ben-card]', 'tags: [ben-card], ibuttons: [01.CD8967452301]']]],
  },
  EXTERNAL_ID_AMBIGUOUS: {
    fires: [
      [
        [
          [ANNA, `${ANNA}, externalIds: [x-1]`],
          [CARL, 'Carl: { externalIds: [x-1] }'],
        ],
        '26:31',
      ],
    ],
    silent: [
      [
        [ANNA, `${ANNA}, externalIds: [x-1]`],
        [CARL, 'Carl: { externalIds: [x-2] }'],
      ],
    ],
  },
  CODE_AMBIGUOUS: {
    fires: [[[['tags: [ben-card]', 'tags: [ben-card], code: "4711"']], '25:57']],
    silent: [[['tags: [ben-card]', 'tags: [ben-card], code: "04711"']]],
  },
  CODE_SPACE_TOO_SMALL: {
    fires: [
      [[['code: "4711"', 'code: "47"']], '24:110'],
      [
        [
          ['code: "4711"', 'code: "471"'],
          ['tags: [ben-card]', 'tags: [ben-card], code: "4712"'],
        ],
        '24:110',
      ],
    ],
    silent: [
      [['code: "4711"', 'code: "471"']],
      // Where the tag is asked for as well: at Home, too, where Anna's code works.
      [
        ['code: "4711"', 'code: "47"'],
        ['outputs: { 1: Strike }, room: Hall', 'outputs: { 1: Strike }, room: Hall, authentication: 0'],
        ['outputs: { 1: Strike } }', 'outputs: { 1: Strike }, authentication: 0 }'],
      ],
    ],
  },
  CREDENTIAL_UNUSED: {
    fires: [[[['credentials:\n', 'credentials:\n  lost-card: { tag: 04 00 00 01 }\n']], '4:3']],
    // Borne by its id, not by its name.
    silent: [[['tags: [ben-card]', 'tags: [045E219A]']]],
  },
  CREDENTIAL_UNREADABLE: {
    fires: [
      [
        [
          [
            '{ password: Home-Admin-1 }',
            '{ password: Home-Admin-1 }\n        Hugo: { tags: [04 00 00 02], ibuttons: [01.CD8967452301] }',
          ],
          atHome('{ principal: Hugo, allow: "access:Front Door" }'),
        ],
        '44:48',
      ],
      // A door for iButtons is none for external IDs.
      [[[ANNA, 'Anna: { externalIds: [thumb], password: Anna-Secret-1']], '24:30'],
    ],
    // Office has no door for tags, but Home, where Anna's card opens one, has.
    silent: [
      [
        [
          'Front Door: { kind: authentication-nfc-code-touch, reader: front-door, outputs: { 1: Strike }, room: Hall }',
          'Back Door: { kind: switch }',
        ],
        [
          '- { principal: "group:Staff", allow: "access:Front Door", schedule: Day }',
          '- { principal: "group:Staff", allow: "access:Side Door" }',
        ],
        ['        - { principal: "group:Chiefs", allow: "access:Side Door" }\n', ''],
        ['Ben: { groups: [Staff], tags: [ben-card] }', 'Ben: { groups: [Staff], ibuttons: [01.CD8967452301] }'],
        ['  ben-card: { tag: 04 5E 21 9A }\n', ''],
      ],
      [
        [ANNA, 'Anna: { externalIds: [thumb], password: Anna-Secret-1'],
        [
          'front-door: { kind: nfc-code-touch }',
          'front-door: { kind: nfc-code-touch }\n      finger: { kind: external-reader }',
        ],
        ['Strike: {', 'Back Door: { kind: access-controller, reader: finger }\n        Strike: {'],
        ['allow: "access:Side Door"', 'allow: ["access:Side Door", "access:Back Door"]'],
      ],
    ],
  },
  USER_WITHOUT_DOOR: {
    fires: [
      [[[CARL, 'Carl: { tags: [04 00 00 03] }']], '26:9'],
      // Added by name, and given nothing.
      [[['{ principal: Anna@Office, allow', '{ principal: admin, allow']], '49:66'],
      [
        [
          [CARL, 'Carl: { tags: [04 00 00 03] }'],
          first('{ principal: Carl, allow: "access:Side Door", schedule: Never }'),
        ],
        '26:9',
      ],
      [
        [
          [CARL, 'Carl: { tags: [04 00 00 03], groups: [Staff] }'],
          first('{ principal: Carl, deny: "access:Front Door" }'),
        ],
        '26:9',
      ],
    ],
    silent: [
      [[CARL, 'Carl: { tags: [04 00 00 03], groups: [Staff] }']],
      [[CARL, 'Carl: { tags: [04 00 00 03], status: disabled }']],
      // Opens a door at Home only.
      [
        ['groups: [Chiefs], tags', 'tags'],
        [CARL, `${CARL}\n        Dora: { groups: [Chiefs] }`],
      ],
      // Came along with a group: nobody said that they should be let in.
      [['share: [{ user: Anna,', 'share: [{ group: Staff,']],
    ],
  },
  DOOR_CLOSED: {
    fires: [
      [[['        - { principal: "group:Chiefs", allow: "access:Side Door" }\n', '']], '29:9'],
      [[['allow: "access:Side Door" }', 'allow: "access:Side Door", schedule: Never }']], '29:9'],
      [
        [
          ['groups: [Chiefs], tags', 'status: disabled, groups: [Chiefs], tags'],
          ['groups: [Staff], tags', 'groups: [Staff], ibuttons: [01.CD8967452301], tags'],
        ],
        '29:9',
      ],
    ],
    silent: [
      // Whoever has Full Access can.
      [
        ['        - { principal: "group:Chiefs", allow: "access:Side Door" }\n', ''],
        ['admin: { password: Office-Admin-1 }', 'admin: { password: Office-Admin-1, ibuttons: [01.CD8967452301] }'],
      ],
      [['allow: "access:Side Door" }', 'allow: "access:Side Door", schedule: Noon }']],
    ],
  },
  DOOR_NEVER_SELECTED: {
    fires: [
      [
        [
          ['reader: side-door }', 'reader: side-door, selection: 10s }'],
          ['      permissions:\n', '      wiring: [{ from: Lamp.O, to: Side Door.Off }]\n      permissions:\n'],
        ],
        '29:9',
      ],
      [
        [
          ['side-door: {} }', 'side-door: {}, cellar: {} }'],
          [
            'reader: side-door }',
            'reader: side-door, selection: 10s }\n        Cellar: { kind: access-controller, reader: cellar }',
          ],
          first('{ principal: "group:Chiefs", allow: "access:Cellar" }'),
        ],
        '29:9',
      ],
    ],
    silent: [
      [
        ['reader: side-door }', 'reader: side-door, selection: 10s }'],
        ['      permissions:\n', '      wiring: [{ from: Lamp.O, to: Side Door.Sel }]\n      permissions:\n'],
      ],
    ],
  },
  PULSE_SHORT: {
    fires: [[[['reader: side-door }', 'reader: side-door, pulse: 2.9s }']], '29:73']],
    silent: [[['reader: side-door }', 'reader: side-door, pulse: 3s }']]],
  },
  ALLOW_DENIED: {
    fires: [
      [[first('{ principal: "group:Staff", deny: "access:Side Door" }')], '36:47'],
      [
        [first('{ principal: Carl, deny: "room:Hall" }'), first('{ principal: Carl, allow: "function:Lamp" }')],
        '34:37',
      ],
      [
        [
          first('{ principal: Carl, deny: "category:Light", scope: external }'),
          first('{ principal: Carl, allow: "function:Lamp", scope: external }'),
        ],
        '34:37',
      ],
      [
        [
          first('{ principal: Carl, deny: "right:UserManagement" }'),
          first('{ principal: Carl, allow: "right:UserManagement" }'),
        ],
        '34:37',
      ],
    ],
    silent: [
      [first('{ principal: Ben, deny: "access:Side Door" }')],
      // Within it is allowed all the same.
      [
        first('{ principal: Carl, deny: "room:Hall", scope: external }'),
        first('{ principal: Carl, allow: "function:Lamp" }'),
      ],
      // A room is more than the one block that is denied.
      [first('{ principal: Carl, deny: "function:Lamp" }'), first('{ principal: Carl, allow: "room:Hall" }')],
    ],
  },
  PERMISSION_REPEATED: {
    fires: [[[first('{ principal: "group:Staff", allow: "access:Front Door", schedule: Noon }')], '35:46']],
    silent: [
      [
        first('{ principal: Carl, allow: "room:Hall", scope: internal }'),
        first('{ principal: Carl, allow: "room:Hall", scope: external }'),
      ],
    ],
  },
  SCHEDULE_SHADOWED: {
    fires: [
      [[first('{ principal: Anna, allow: "access:Front Door", schedule: Noon }')], '34:68'],
      // Of a group by the group that it is in.
      [[first('{ principal: "group:Chiefs", allow: "access:Front Door", schedule: Noon }')], '34:78'],
      [[first('{ principal: Ben, allow: "access:Front Door", schedule: Never }')], '34:67'],
      [
        [
          [CARL, 'Carl: { groups: [Full Access] }'],
          first('{ principal: Carl, allow: "access:Front Door", schedule: Noon }'),
        ],
        '34:68',
      ],
    ],
    silent: [
      [first('{ principal: Ben, allow: "access:Front Door" }')],
      [first('{ principal: Ben, allow: "access:Front Door", schedule: Day }')],
      [first('{ principal: Anna, allow: "access:Side Door", schedule: Always }')],
      [first('{ principal: Carl, allow: "access:Front Door", schedule: Noon }')],
    ],
  },
  ACTIVATION_IGNORED: {
    fires: [[[['to: "13:00" }', 'to: "13:00", needsActivation: true }']], '18:90']],
    silent: [[['to: "13:00" }', 'to: "13:00", needsActivation: false }']]],
  },
  REVOCATION_UNLIMITED: {
    fires: [
      [
        [['name: Office, timeZone: Europe/Vienna', 'name: Office, timeZone: Europe/Vienna, connectionTimeout: 0s']],
        '41:5',
      ],
    ],
    silent: [
      [['name: Office, timeZone: Europe/Vienna', 'name: Office, timeZone: Europe/Vienna, connectionTimeout: 1s']],
      // Nobody uses Home's users.
      [['name: Home, timeZone: Europe/Vienna', 'name: Home, timeZone: Europe/Vienna, connectionTimeout: 0s']],
    ],
  },
  LOGIC_INPUT_OPEN: {
    fires: [
      [[withLogic('Dark: { kind: not }', 'Dark.O', 'Strike.I')], '34:9'],
      [[withLogic('Latch: { kind: flip-flop }', 'Latch.O', 'Strike.I', 'Lamp.O', 'Latch.S')], '34:9'],
      [
        [
          withLogic(
            'Says: { kind: status, rows: [{ when: ["I2 == 1"] }] }',
            'Says.Val',
            'Same.I1',
            'Lamp.O',
            'Says.I1',
          ),
        ],
        '34:9',
      ],
    ],
    silent: [[withLogic('Dark: { kind: not }', 'Dark.O', 'Strike.I', 'Lamp.O', 'Dark.I')]],
  },
  LOGIC_OUTPUT_OPEN: {
    fires: [[[withLogic('Dark: { kind: not }', 'Lamp.O', 'Dark.I')], '34:9']],
    silent: [[withLogic('Dark: { kind: not }', 'Lamp.O', 'Dark.I', 'Dark.O', 'Strike.I')]],
  },
  MEMBER_RIGHT_IGNORED: {
    fires: [[[['"function:Alarm"', '"function:Lamp"']], '36:71']],
    silent: [],
  },
}

test('the clean rig has no lint', () => {
  expect(lintsOf(CLEAN)).toEqual([])
})

test('there is a lint for every code, and each once', () => {
  expect(LINTS.map(({ code }) => code)).toEqual(LINT_CODES)
  for (const { finds, mend, source } of LINTS) for (const text of [finds, mend, source]) expect(text).not.toBe('')
})

/** What the last piece brings, in a line. */
function told(pieces: Pieces): string {
  const [piece = '', replacement = ''] = pieces.at(-1) ?? []
  return replacement.trim().split('\n').at(-1)?.trim() || `no ${piece.trim()}`
}

const FIRES = Object.entries(CASES).flatMap(([code, { fires }]) =>
  fires.map(([pieces, place]) => [code, told(pieces), place, pieces] as const),
)

test.for(FIRES)('%s is told of %s, at %s', ([code, , place, pieces]) => {
  expect(lintsOf(withPieces(pieces)).find((lint) => lint.endsWith(code))).toBe(`${place}: ${code}`)
})

const SILENT = Object.entries(CASES).flatMap(([code, { silent }]) =>
  silent.map((pieces) => [code, told(pieces), pieces] as const),
)

test.for(SILENT)('%s is not told of %s', ([code, , pieces]) => {
  expect(lintsOf(withPieces(pieces)).filter((lint) => lint.endsWith(code))).toEqual([])
})

test('what came with the Trust as it is at its origin is told there only', () => {
  const cycle = withPieces([
    ['Staff: {}', 'Staff: { groups: [Chiefs] }'],
    ['tags: [ben-card]', 'tags: [ben-card, 04A1B2C3]'],
    ['share: [{ user: Anna,', 'share: [{ group: Staff,'],
  ])
  expect(lintsOf(cycle)).toEqual(['20:9: GROUP_CYCLE', '21:9: GROUP_CYCLE', '25:50: TAG_AMBIGUOUS'])
})

test('says of two who bear the same who they are', () => {
  const [tag] = foundIn(withPieces([['tags: [ben-card]', 'tags: [ben-card, 04A1B2C3]']]))
  expect(tag?.message).toBe('Anna and Ben have the same tag; who it was will not be known.')
})
