import type { Model } from '../input.ts'
import { allow, DOOR, deny, group, may, oliver, SITE } from './build.ts'
import type { Vector } from './vector.ts'

const WEB = 'right:WebInterfaceApps'
const PASSWORD = 'right:ChangeOwnPasswords'
const AUTOMATIC = 'right:AutomaticDesigner'
const LOXONE_CONFIG = 'right:LoxoneConfig'
const USER_MANAGEMENT = 'right:UserManagement'
const LAMP = 'function:Bedroom Light'
const BLIND = "function:Child's Blind"
const NIGHT_LIGHT = "function:Child's Night Light"

const EMPTY: Model = { ...SITE, assignments: [] }

/** The house of the pages' examples: Oliver is one of the Adults, as the Employees are. */
const HOUSE: Model = {
  ...EMPTY,
  ...oliver('Adults'),
  groups: [group('Adults'), group('Employees', ['Adults']), group('Children')],
  blocks: [
    { object: LAMP, room: 'room:Bedroom', category: 'category:Lighting' },
    { object: BLIND, room: "room:Child's Room", category: 'category:Shading' },
    { object: NIGHT_LIGHT, room: "room:Child's Room", category: 'category:Lighting' },
  ],
  assignments: [
    ...[WEB, PASSWORD, AUTOMATIC, 'room:Bedroom', 'room:Kitchen'].map((object) => allow('Adults', object)),
    allow('Employees', DOOR),
    allow('Children', "room:Child's Room"),
    allow('Oliver', BLIND),
  ],
}

export const GOLDEN_VECTORS: readonly Vector[] = [
  {
    number: 'R141',
    title: 'from parent to child and not back',
    model: HOUSE,
    asks: [may('Employees', WEB, 'allowed'), may('Employees', LAMP, 'allowed'), may('Adults', DOOR, 'not-configured')],
  },
  {
    number: 'R149',
    title: 'every element of that room and no other',
    model: HOUSE,
    asks: [
      may('Children', "room:Child's Room", 'allowed'),
      may('Children', BLIND, 'allowed'),
      may('Children', NIGHT_LIGHT, 'allowed'),
      may('Children', LAMP, 'not-configured'),
      may('Children', WEB, 'not-configured'),
      may('Children', BLIND, 'not-configured', 'external'),
    ],
  },
  {
    number: 'R158',
    title: 'three rights and no fourth',
    model: HOUSE,
    asks: [
      ...[WEB, PASSWORD, AUTOMATIC].map((right) => may('Oliver', right, 'allowed')),
      may('Oliver', USER_MANAGEMENT, 'not-configured'),
      may('Oliver', LOXONE_CONFIG, 'not-configured'),
    ],
  },
  {
    number: 'R159',
    title: 'the rooms of Adults',
    model: HOUSE,
    asks: [
      may('Oliver', 'room:Bedroom', 'allowed'),
      may('Oliver', 'room:Kitchen', 'allowed'),
      may('Oliver', "room:Child's Room", 'not-configured'),
    ],
  },
  {
    number: 'R160',
    title: 'the lamp by its room, the blind by itself',
    model: HOUSE,
    asks: [
      may('Oliver', LAMP, 'allowed'),
      may('Oliver', BLIND, 'allowed'),
      may('Oliver', NIGHT_LIGHT, 'not-configured'),
      may('Adults', BLIND, 'not-configured'),
    ],
  },
]

export const RULE_VECTORS: readonly Vector[] = [
  {
    number: 'R84',
    title: 'two bits at a room, none at a door (P-39)',
    model: {
      ...EMPTY,
      assignments: [
        allow('Oliver', 'room:Bedroom', { scope: 'external' }),
        deny('Oliver', 'room:Kitchen'),
        allow('Oliver', DOOR),
      ],
    },
    asks: [
      may('Oliver', 'room:Bedroom', 'allowed', 'external'),
      may('Oliver', 'room:Bedroom', 'not-configured', 'internal'),
      may('Oliver', 'room:Kitchen', 'denied', 'internal'),
      may('Oliver', 'room:Kitchen', 'not-configured', 'external'),
      may('Oliver', DOOR, 'allowed', 'internal'),
      may('Oliver', DOOR, 'allowed', 'external'),
    ],
  },
  {
    number: 'R65',
    title: 'everything in every scope, but for a deny',
    model: {
      ...EMPTY,
      ...oliver('Admins'),
      groups: [group('Admins', ['Vollzugriff']), group('Vollzugriff', [], 'full-access'), group('Staff')],
      assignments: [deny('Oliver', 'right:FtpAccess')],
    },
    asks: [
      may('Oliver', DOOR, 'allowed'),
      may('Oliver', 'function:Anything', 'allowed', 'external'),
      may('Oliver', LOXONE_CONFIG, 'allowed', 'external'),
      may('Oliver', 'right:FtpAccess', 'denied'),
      may('Oliver', 'right:FtpAccess', 'allowed', 'external'),
      may('Staff', DOOR, 'not-configured'),
    ],
  },
  {
    number: 'R91',
    title: 'all system rights in its scope and nothing more, but for a deny',
    model: { ...EMPTY, assignments: [allow('Oliver', LOXONE_CONFIG), deny('Oliver', 'right:FtpAccess')] },
    asks: [
      may('Oliver', USER_MANAGEMENT, 'allowed'),
      may('Oliver', USER_MANAGEMENT, 'not-configured', 'external'),
      may('Oliver', 'right:FtpAccess', 'denied'),
      may('Oliver', 'function:Anything', 'not-configured'),
      may('Oliver', DOOR, 'not-configured'),
    ],
  },
  {
    number: 'R91',
    title: 'nothing when it is itself denied',
    model: {
      ...EMPTY,
      ...oliver('Staff'),
      groups: [group('Staff')],
      assignments: [allow('Oliver', LOXONE_CONFIG), deny('Staff', LOXONE_CONFIG)],
    },
    asks: [may('Oliver', LOXONE_CONFIG, 'denied'), may('Oliver', USER_MANAGEMENT, 'not-configured')],
  },
  {
    number: 'R107',
    title: "a room's deny beats the block's allow, in its scope (AMB-21)",
    model: { ...HOUSE, assignments: [...HOUSE.assignments, deny('Adults', "room:Child's Room")] },
    asks: [
      may('Oliver', BLIND, 'denied'),
      may('Oliver', NIGHT_LIGHT, 'denied'),
      may('Oliver', NIGHT_LIGHT, 'not-configured', 'external'),
      may('Children', BLIND, 'allowed'),
    ],
  },
  {
    number: 'R105',
    title: 'a category suffices (AMB-22), and so does the group of all',
    model: {
      ...HOUSE,
      groups: [...HOUSE.groups, group('Everyone', [], 'all')],
      assignments: [allow('Everyone', 'category:Lighting')],
    },
    asks: [
      may('Oliver', LAMP, 'allowed'),
      may('Children', NIGHT_LIGHT, 'allowed'),
      may('Oliver', BLIND, 'not-configured'),
    ],
  },
  {
    number: 'C46',
    title: 'a cycle of groups: one has what the other has (P-6)',
    model: {
      ...EMPTY,
      ...oliver('A'),
      groups: [group('A', ['B']), group('B', ['C']), group('C', ['A']), group('D', ['C'])],
      assignments: [allow('B', DOOR), deny('D', WEB)],
    },
    asks: [
      ...['A', 'B', 'C', 'D', 'Oliver'].map((principal) => may(principal, DOOR, 'allowed')),
      may('Oliver', WEB, 'not-configured'),
      may('D', WEB, 'denied'),
    ],
  },
  {
    number: 'P-135',
    title: 'neither allow nor deny reaches whoever was put into it',
    model: {
      ...EMPTY,
      ...oliver('Nobody', 'Staff'),
      groups: [group('Staff', ['Nobody']), group('Nobody', [], 'none')],
      assignments: [allow('Nobody', DOOR), allow('Staff', WEB), deny('Nobody', WEB)],
    },
    asks: [
      may('Oliver', DOOR, 'not-configured'),
      may('Staff', DOOR, 'not-configured'),
      may('Oliver', WEB, 'allowed'),
      may('Nobody', DOOR, 'allowed'),
      may('Nobody', WEB, 'denied'),
    ],
  },
  {
    number: 'R32',
    title: 'the right User Management, Trust IO and devices, and nothing else',
    model: {
      ...EMPTY,
      trustMembers: [{ id: '504F94A00210', memberOf: ['Partners'] }],
      groups: [group('Partners')],
      assignments: [USER_MANAGEMENT, WEB, 'trustio:Weather', 'device:Intercom', DOOR].map((object) =>
        allow('Partners', object),
      ),
    },
    asks: [
      may('504F94A00210', USER_MANAGEMENT, 'allowed'),
      may('504F94A00210', 'trustio:Weather', 'allowed'),
      may('504F94A00210', 'device:Intercom', 'allowed'),
      may('504F94A00210', WEB, 'not-configured'),
      may('504F94A00210', DOOR, 'not-configured'),
      may('Partners', DOOR, 'allowed'),
    ],
  },
]
