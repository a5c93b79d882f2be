import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { printFault } from '../../../rigs/rig-file/fault.ts'
import { parseRigFile, readRigFile } from '../../../rigs/rig-file/read.ts'

const SMALL = readFileSync('fixtures/rigs/small.yaml', 'utf8')

/** A faultless rig file with one piece replaced, and the faults that makes: `line:column: CODE`. */
const CASES: [string, string, string[]][] = [
  // YAML
  ['rooms: [Hall]', 'rooms: [Hall', ['15:7: YAML_SYNTAX']],
  ['rooms: [Hall]', 'rooms: !!js/function [Hall]', ['14:14: YAML_SYNTAX']],
  ['rooms: [Hall]', 'rooms: [Hall, *nowhere]', ['14:21: YAML_SYNTAX']],
  ['rooms: [Hall]', 'rooms: &hall [Hall, *hall]', ['14:27: YAML_SYNTAX']],
  ['rooms: [Hall]', 'rooms: [Hall]\n      rooms: [Hall]', ['15:7: DUPLICATE_KEY']],
  // shape
  ['categories: [Access]', 'categorys: [Access]', ['15:7: UNKNOWN_KEY', '30:102: NOT_FOUND']],
  ['rooms: [Hall]', 'rooms:', ['14:7: WRONG_TYPE', '30:86: NOT_FOUND', '38:73: NOT_FOUND']],
  ['rooms: [Hall]', 'rooms: Hall', ['14:14: WRONG_TYPE', '30:86: NOT_FOUND', '38:73: NOT_FOUND']],
  ['rooms: [Hall]', 'rooms: [Hall, 7]', ['14:21: WRONG_TYPE']],
  ['name: Home, ', '', ['42:5: MISSING_KEY']],
  ['version: 1', 'version: 2', ['1:10: INVALID_VALUE']],
  ['type: 2', 'type: 7', ['8:61: INVALID_VALUE']],
  ['type: 2', 'type: two', ['8:61: WRONG_TYPE']],
  ['serial: 504F94A00002', 'serial: 504294100002', ['42:27: WRONG_TYPE']],
  ['code: "0815"', 'code: 0815', ['27:105: WRONG_TYPE']],
  ['code: "0815"', 'code: "1"', ['27:105: INVALID_VALUE']],
  ['hashAlg: SHA1', 'hashAlg: MD5', ['28:46: INVALID_VALUE']],
  ['"2027-01-01T00:00:00Z"', '2027-01-01', ['28:109: INVALID_VALUE']],
  ['status: { validFrom', 'status: { validForm', ['28:62: UNKNOWN_KEY']],
  ['[monday, friday]', '[monday, fryday]', ['21:32: INVALID_VALUE']],
  ['to: "17:00"', 'to: "25:00"', ['21:60: INVALID_VALUE']],
  ['pulse: 1.5s', 'pulse: 3 seconds', ['31:73: INVALID_VALUE']],
  ['kind: nfc-code-touch, source', 'kind: nfc-code-tuch, source', ['10:27: INVALID_VALUE']],
  ['{ kind: simulated }', '{ kind: bluetooth }', ['10:59: INVALID_VALUE']],
  ['{ kind: simulated }', '{ kind: serial }', ['10:51: INVALID_VALUE']],
  ['{ kind: simulated }', '{ kind: serial, path: /dev/ttyUSB0, usb: { vendorId: "0403" } }', ['10:51: INVALID_VALUE']],
  ['{ kind: simulated }', '{ kind: serial, usb: {} }', ['10:72: INVALID_VALUE']],
  ['{ kind: simulated }', '{ kind: serial, usb: { vendorId: 403 } }', ['10:84: WRONG_TYPE']],
  ['{ kind: simulated }', '{ kind: serial, usb: { productId: "601" } }', ['10:85: INVALID_VALUE']],
  ['{ kind: simulated }', '{ kind: serial, usb: { serialNumber: A50285BI } }', []],
  ['{ kind: simulated }', '{ kind: pcsc, serial: 70D7E2EE, slot: 00 01 }', []],
  ['{ kind: simulated }', '{ kind: pcsc, slot: "1" }', ['10:71: INVALID_VALUE']],
  ['front-door: { kind: nfc-code-touch, source', 'Front-Door: { kind: nfc-code-touch, source', ['10:7: INVALID_VALUE']],
  ['to: Front Strike.I', 'to: Front Strike', ['35:38: INVALID_VALUE']],
  // Miniservers
  ['serial: 504F94A00002', 'serial: 504F94A0000', ['42:27: SERIAL_INVALID']],
  ['serial: 504F94A00002', 'serial: 504f94a00001', ['42:27: DUPLICATE_SERIAL']],
  ['name: Home', 'name: OFFICE', ['42:47: NAME_TAKEN']],
  ['timeZone: Europe/London', 'timeZone: Europe/Londn', ['42:63: TIME_ZONE_UNKNOWN']],
  ['timeZone: Europe/London', 'timeZone: "+01:00"', ['42:63: TIME_ZONE_UNKNOWN']],
  ['Europe/London }', 'Europe/London, external: false, internet: { by: hand } }', ['42:88: INVALID_VALUE']],
  ['Europe/London }', 'Europe/London, external: false, internet: { by: nothing } }', []],
  [
    'Europe/London }',
    'Europe/London, internet: { by: [cloud-dns], address: "a.org:443" } }',
    ['42:116: INVALID_VALUE'],
  ],
  ['Europe/London }', 'Europe/London, internet: { by: [cloud-dns, hand], address: "a.org:443" } }', []],
  ['Europe/London }', 'Europe/London, internet: { by: hand, address: a.org } }', ['42:109: INVALID_VALUE']],
  [
    'Europe/London }',
    'Europe/London, internet: { by: [], cloudDns: gone } }',
    ['42:94: INVALID_VALUE', '42:108: INVALID_VALUE'],
  ],
  ['Europe/London }', 'Europe/London, internet: { by: wire } }', ['42:94: INVALID_VALUE']],
  // names
  ['        Ben: {', '        anna: {}\n        Ben: {', ['28:9: NAME_TAKEN']],
  ['Adults: {}', 'Full access: {}\n        Adults: {}', ['24:9: NAME_TAKEN']],
  ['        Office Hours:', '        always: { entries: [] }\n        Office Hours:', ['19:9: NAME_TAKEN']],
  ['rooms: [Hall]', 'rooms: [Hall, hall]', ['14:21: NAME_TAKEN']],
  ['{ id: 10 }', '{}', ['17:9: MISSING_KEY']],
  ['{ id: 10 }', '{ id: 4 }', ['17:26: NAME_TAKEN']],
  ['Inventory: { id: 10 }', 'Inventory: { id: 10 }\n        holiday: { id: 1 }', ['18:24: INVALID_VALUE']],
  ['side-door: {}', 'side-door: {}, front-door: {}', ['11:71: NAME_TAKEN']],
  [
    'gate: { kind: intercom',
    'miniserver: { kind: nfc-code-touch }\n      gate: { kind: intercom',
    ['12:7: NAME_TAKEN'],
  ],
  ['        Ben: {', '        Carl: { uniqueUserId: x }\n        Ben: { uniqueUserId: x,', ['29:30: NAME_TAKEN']],
  // credentials
  ['04 A1 B2 C3', '04 A1 B2', ['4:21: TAG_INVALID']],
  ['01.79 }', '01.78 }', ['5:27: IBUTTON_INVALID']],
  ['{ tag: 04 A1 B2 C3 }', '{}', ['4:3: INVALID_VALUE']],
  ['tags: [blue-card]', 'tags: [blue-crad]', ['27:62: NOT_FOUND']],
  ['tags: [blue-card]', 'tags: [blue-button]', ['27:62: INVALID_VALUE']],
  ['tags: [blue-card]', 'tags: [blue-card, 04:a1:b2:c3]', ['27:73: NAME_TAKEN']],
  // users and schedules
  ['groups: [Adults]', 'groups: [Adlts]', ['25:27: NOT_FOUND']],
  ['groups: [Adults]', 'groups: [None]', ['25:27: INVALID_VALUE']],
  ['"2027-01-01T00:00:00Z"', '"2025-01-01T00:00:00Z"', ['28:109: INVALID_VALUE']],
  ['{ mode: Inventory,', '{ mode: Inventry,', ['22:23: NOT_FOUND']],
  ['{ mode: Inventory,', '{ mode: Inventory, days: [monday],', ['22:15: SCHEDULE_INVALID']],
  ['to: "17:00"', 'to: "08:00"', ['21:60: SCHEDULE_INVALID']],
  // controls and wiring
  ['reader: side-door', 'reader: side-dor', ['31:55: NOT_FOUND']],
  ['reader: side-door', 'reader: front-door', ['31:55: NOT_FOUND', '31:55: READER_TAKEN']],
  ['reader: side-door', 'reader: side-door, selection: 0s', []],
  [
    'gate: { kind: intercom',
    'finger: { kind: external-reader, source: { kind: pcsc } }\n      gate: { kind: intercom',
    ['12:56: INVALID_VALUE'],
  ],
  ['device: gate', 'device: gat', ['33:41: NOT_FOUND']],
  [
    '        Side Door:',
    '        Second Door: { kind: authentication-nfc-code-touch, reader: front-door, outputs: {} }\n        Side Door:',
    ['31:69: READER_TAKEN'],
  ],
  ['room: Hall', 'room: Hal', ['30:86: NOT_FOUND']],
  ['category: Access', 'category: Acces', ['30:102: NOT_FOUND']],
  ['from: Front Door.O1', 'from: Front Dor.O1', ['35:19: NOT_FOUND']],
  ['from: Front Door.O1', 'from: Front Door.O7', ['35:19: NOT_FOUND']],
  ['from: Front Door.O1', 'from: Front Door.O2', ['35:19: NOT_FOUND']],
  ['to: Front Strike.I', 'to: Front Strike.Q', ['35:38: NOT_FOUND']],
  // permissions
  ['principal: Anna,', 'principal: Ann,', ['37:24: NOT_FOUND']],
  ['principal: Anna@Office', 'principal: Ben@Office', ['49:24: NOT_FOUND']],
  ['schedule: Office Hours', 'schedule: Ofice Hours', ['37:68: NOT_FOUND']],
  ['allow: "access:Front Door", schedule', 'allow: "acces:Front Door", schedule', ['37:37: NOT_FOUND']],
  ['"right:WebInterfaceApps"', '"right:WebInterfacesApp"', ['38:47: NOT_FOUND']],
  ['deny: "access:Side Door"', 'deny: "access:Side Door", schedule: Office Hours', ['40:65: INVALID_VALUE']],
  ['deny: "access:Side Door"', 'allow: "room:Hall", schedule: Office Hours', ['40:59: INVALID_VALUE']],
  ['deny: "access:Side Door"', 'allow: "device:Gate"', ['40:36: DEVICE_PERMISSION_PRINCIPAL']],
  ['deny: "access:Side Door"', 'deny: "access:Side Door", scope: internal', ['40:62: INVALID_VALUE']],
  [', deny: "access:Side Door"', '', ['40:11: INVALID_VALUE']],
  // Trusts
  ['type: 2', 'type: 1', ['51:31: GEN1_NOT_SUPPORTED']],
  ['firmware: 16.0.6.10', 'firmware: 12.0.9.9', ['51:31: FIRMWARE_TOO_OLD']],
  ['members: [home]', 'members: [home, hme]', ['51:55: NOT_FOUND']],
  ['members: [home]', 'members: [home, home]', ['51:55: MEMBER_EXISTS']],
  ['members: [home]', 'members: [home, office]', ['51:55: MEMBER_IS_MANAGER']],
  [
    'group: Staff, from: office, to: [home] }',
    'group: Staff, from: office, to: [home] }, { user: Carl, from: office, to: [home] }',
    ['51:116: NOT_FOUND'],
  ],
  ['group: Staff, from', 'group: Staff, user: Anna, from', ['51:64: INVALID_VALUE']],
  ['from: office, to: [home]', 'from: office, to: [home, office]', ['51:105: INVALID_VALUE']],
  ['from: office, to: [home]', 'from: office, to: [home, hme]', ['51:105: NOT_FOUND']],
  ['        - { principal: "member:Home", allow: "right:UserManagement" }\n', '', ['50:99: FORBIDDEN']],
]

const NO_LINES = `version: 1
rig: lines
credentials:
  a: { externalId: " 17 " }
sites:
  house:
    miniserver: { serial: 504F94D00003, name: House, timeZone: Europe/Vienna }
    devices:
      keypad: { kind: nfc-code-touch, source: { kind: serial, path: /dev/ttyUSB0, line: { encoding: text } } }
      scanner: { kind: external-reader, source: { kind: serial, path: /dev/ttyUSB1, line: {
        encoding: text, prefix: "a ", suffix: " b", byteOrder: lsb-first } } }
      other: { kind: external-reader, source: { kind: serial, path: /dev/ttyUSB3, line: { prefix: " X", suffix: "Y " } } }
      one-wire: { kind: one-wire-extension, readers: { gate: { source: { kind: serial, path: /dev/ttyUSB2, line: { encoding: text } } } } }
    program:
      users:
        Anna: { externalIds: [a] }
      controls:
        Door: { kind: access-controller, reader: scanner, selection: 10s }
        Gate: { kind: access-controller, reader: gate, selection: 10s }
        Other: { kind: access-controller, reader: other, selection: 0s }
`

/** Everything printed up to the sentence, which may change. */
function printed(text: string): string[] {
  return parseRigFile(text, 'small.yaml').faults.map((fault) => printFault(fault).split(': ', 2).join(': '))
}

describe('parseRigFile()', () => {
  test('refuses what no reader of lines can mean, with its place, all at once', () => {
    expect(parseRigFile(NO_LINES, 'lines.yaml').faults.map(printFault)).toEqual([
      'lines.yaml:4:20: INVALID_VALUE: "externalId" is on one line and has no blanks around it: no reader tells any.',
      'lines.yaml:9:101: INVALID_VALUE: Lines of text are external IDs; say how the number of a tag or an iButton is spelled.',
      'lines.yaml:11:64: INVALID_VALUE: "byteOrder" is of numbers; lines of text have no bytes to turn round.',
      'lines.yaml:12:99: INVALID_VALUE: "prefix" begins with no blank: those around a line count for nothing.',
      'lines.yaml:12:113: INVALID_VALUE: "suffix" ends with no blank: those around a line count for nothing.',
      'lines.yaml:13:126: INVALID_VALUE: Lines of text are external IDs; say how the number of a tag or an iButton is spelled.',
      'lines.yaml:18:59: INVALID_VALUE: "selection" is of doors at a 1-Wire Extension; what an external reader tells needs no Sel.',
    ])
  })

  test('finds no fault in a faultless file', () => {
    expect(parseRigFile(SMALL, 'small.yaml')).toMatchObject({ faults: [], lints: [], rig: { rig: 'small' } })
  })

  test.for(CASES)('%j become %j has faults at %j', ([piece, replacement, faults]) => {
    expect(SMALL).toContain(piece)
    const text = SMALL.replace(piece, () => replacement)
    expect(printed(text)).toEqual(faults.map((fault) => `small.yaml:${fault}`))
  })

  test('names every fault of a file at once, in the order of reading', () => {
    expect(readRigFile('fixtures/rigs/everything-wrong.yaml').faults.map(printFault)).toEqual([
      'fixtures/rigs/everything-wrong.yaml:4:21: TAG_INVALID: "tag" is no tag id; write its bytes in hex, such as 04 A1 B2 C3 (4, 7, 8 or 10 of them, or 8 and EC).',
      'fixtures/rigs/everything-wrong.yaml:7:74: TIME_ZONE_UNKNOWN: "Europe/Viena" is no IANA time zone. Did you mean "Europe/Vienna"?',
      'fixtures/rigs/everything-wrong.yaml:9:43: UNKNOWN_KEY: There is no "sauce" here. Did you mean "source"?',
      'fixtures/rigs/everything-wrong.yaml:13:27: WRONG_TYPE: "password" should be text, not a number; put it in quotes.',
      'fixtures/rigs/everything-wrong.yaml:13:61: NOT_FOUND: There is no group "Staff".',
      'fixtures/rigs/everything-wrong.yaml:15:86: NOT_FOUND: There is no room "Hal". Did you mean "Hall"?',
      'fixtures/rigs/everything-wrong.yaml:16:69: READER_TAKEN: Control "Front Door" has "front-door" already.',
      'fixtures/rigs/everything-wrong.yaml:19:5: DUPLICATE_KEY: This key is there already, further up.',
      'fixtures/rigs/everything-wrong.yaml:19:27: DUPLICATE_SERIAL: Site "office" has this serial number already.',
      'fixtures/rigs/everything-wrong.yaml:21:31: GEN1_NOT_SUPPORTED: "office" has a Miniserver Gen. 1 (type 1), which cannot be in a Trust.',
    ])
  })

  test('takes anchors and aliases, and places what is wrong with them where it is written', () => {
    const aliased = SMALL.replace('rooms: [Hall]', 'rooms: &rooms [Hall]').replace(
      'categories: [Access]',
      'categories: *rooms',
    )
    expect(printed(aliased.replace('category: Access', 'category: Hall'))).toEqual([])
    const faulty = aliased.replace('&rooms [Hall]', '&rooms [Hall, 7]').replace('category: Access', 'category: Hall')
    expect(printed(faulty)).toEqual(['small.yaml:14:28: WRONG_TYPE', 'small.yaml:14:28: WRONG_TYPE'])
  })

  test('survives nesting without end and aliases of aliases of aliases', () => {
    expect(printed(`rig: ${'['.repeat(20_000)}`)[0]).toMatch(/YAML_SYNTAX$/)
    const bomb = Array.from(
      { length: 12 },
      (_, level) => `- &a${level} [${Array(10).fill(level === 0 ? 'x' : `*a${level - 1}`)}]`,
    )
    expect(printed(bomb.join('\n'))).toEqual(['small.yaml:1:1: YAML_SYNTAX'])
  })

  test('refuses more than 10 MiB', () => {
    expect(printed(`# ${'x'.repeat(10 * 1024 * 1024)}`)).toEqual(['small.yaml:1:1: FILE_TOO_LARGE'])
  })

  test('repeats nothing of a file whose YAML is broken', () => {
    const { faults } = parseRigFile('password: "sesame" open\n', 'small.yaml')
    expect(faults.length).toBeGreaterThan(0)
    expect(JSON.stringify(faults)).not.toMatch(/sesame|open/)
  })
})
