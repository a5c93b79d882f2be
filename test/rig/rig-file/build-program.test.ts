import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { type BuildTools, buildProgram } from '../../../rigs/rig-file/build-program.ts'
import { loadRigFile, parseRigFile } from '../../../rigs/rig-file/read.ts'
import type { RigFile } from '../../../rigs/rig-file/shape.ts'
import { applyEdit } from '../../../sim/domain/program/edit.ts'
import { programFromJson, programToJson } from '../../../sim/domain/program/json.ts'
import {
  findControl,
  findGroup,
  findObject,
  findPrincipal,
  findSchedule,
  findUser,
} from '../../../sim/domain/program/lookup.ts'
import { assignmentKey, type Program, type Scope } from '../../../sim/domain/program/program.ts'
import { hash, SERIAL, uuidOf } from '../../domain/program/a-program.ts'

function tools(): BuildTools {
  let count = 0
  return { hash, random: (bytes) => (++count).toString(16).padStart(2 * bytes, '0'), codeDigest: (code) => `d${code}` }
}

function small(...[piece = '', replacement = '']: string[]): RigFile {
  const text = readFileSync('fixtures/rigs/small.yaml', 'utf8').replace(piece, () => replacement)
  const { rig, faults } = parseRigFile(text, 'small.yaml')
  if (rig === undefined) throw new Error(JSON.stringify(faults))
  return rig
}

function assignment(program: Program, who: string, what: string, scope: Scope, effect: 'allow' | 'deny' = 'allow') {
  const [principal, object] = [findPrincipal(program, who), findObject(program, what)]
  return program.assignments.get(assignmentKey({ principal, object, scope, effect }))
}

describe('buildProgram()', () => {
  const { program, afterTrust } = buildProgram(small(), 'office', tools())

  test('is a program like any other, and the same from the same file', () => {
    const again = buildProgram(small(), 'office', tools()).program
    expect(again).toEqual(program)
    expect(programFromJson(JSON.parse(JSON.stringify(programToJson(program))))).toEqual(program)
  })

  test('hashes each password with a salt of its own, by the algorithm of the user', () => {
    const [anna, ben] = [findUser(program, 'Anna').password, findUser(program, 'Ben').password]
    expect(anna).toMatchObject({ alg: 'SHA256', hash: hash('SHA256', `annas-one:${anna?.salt}`).toUpperCase() })
    expect(ben).toMatchObject({ alg: 'SHA1', hash: hash('SHA1', `benny-two:${ben?.salt}`).toUpperCase() })
    expect(anna?.salt).not.toBe(ben?.salt)
    expect(JSON.stringify(programToJson(program))).not.toContain('annas-one')
  })

  test('leaves who has no password in the file without one, admin too, who stays in Full Access', () => {
    expect(findUser(program, 'admin')).not.toHaveProperty('password')
    expect(findUser(program, 'admin').groups).toEqual([findGroup(program, 'Full Access').uuid])
  })

  test('gives users their tags, iButtons and codes in canonical form', () => {
    expect(findUser(program, 'Anna')).toMatchObject({
      tags: [{ id: '04 A1 B2 C3', name: 'blue-card' }],
      ibuttons: [{ id: '01.AB.89.67.45.23.01.79', name: 'blue-button' }],
      codeDigest: 'd0815',
    })
  })

  test.for<[string, string, object]>([
    [
      '{ validFrom: "2026-01-01T00:00:00Z", validUntil: "2027-01-01T00:00:00Z" }',
      'a window',
      { state: 'timespan', validFromMs: Date.UTC(2026, 0), validUntilMs: Date.UTC(2027, 0) },
    ],
    [
      '{ validFrom: "2026-01-01T01:00:00+01:00" }',
      'a beginning',
      { state: 'enabled-from', validFromMs: Date.UTC(2026, 0) },
    ],
    [
      '{ validUntil: "2026-01-01T00:00:00Z", onExpiry: delete }',
      'an end',
      { state: 'enabled-until', validUntilMs: Date.UTC(2026, 0), onExpiry: 'delete' },
    ],
    ['disabled', 'no time', { state: 'disabled' }],
    ['{}', 'no limit', { state: 'enabled' }],
  ])('R77: status %s is %s', ([text, , status]) => {
    const rig = small('{ validFrom: "2026-01-01T00:00:00Z", validUntil: "2027-01-01T00:00:00Z" }', text)
    expect(findUser(buildProgram(rig, 'office', tools()).program, 'Ben').status).toEqual(status)
  })

  test('R118: turns days and modes into entries, modes before weekdays', () => {
    expect(findSchedule(program, 'Office Hours')).toMatchObject({
      modes: [10, 3, 4, 5, 6, 7, 8, 9],
      entries: [
        { mode: 3, fromMin: 480, toMin: 1020 },
        { mode: 7, fromMin: 480, toMin: 1020 },
        { mode: 10, fromMin: 540, toMin: 600 },
      ],
    })
  })

  test('makes function blocks with their rooms, devices and wires', () => {
    const [door, strike] = [findControl(program, 'Front Door'), findControl(program, 'Front Strike')]
    expect(door).toMatchObject({
      reader: 'front-door',
      pulseMs: 3000,
      authentication: 1,
      outputs: [{ output: 1, name: 'Front Strike' }],
    })
    expect(findControl(program, 'Side Door')).toMatchObject({
      reader: 'side-door',
      extension: 'one-wire',
      pulseMs: 1500,
    })
    expect(findControl(program, 'Gate')).toMatchObject({ kind: 'intercom', device: 'gate', version: 1 })
    const wire = { from: { control: door.uuid, terminal: 'O1' }, to: { control: strike.uuid, terminal: 'I' } }
    expect([...program.wiring.values()]).toEqual([wire])
  })

  test('§3.6.7: an Access Controller has its extension, or its external reader without one, and Dsel where it is said', () => {
    const house = buildProgram(loadRigFile('rigs/side-entrances.yaml'), 'house', tools()).program
    expect(findControl(house, 'Cellar')).toMatchObject({ reader: 'cellar', extension: 'one-wire', selectionMs: 10_000 })
    const door = findControl(house, 'Side Door')
    expect(door).toMatchObject({ reader: 'fingerprint', pulseMs: 3000 })
    expect(Object.keys(door)).not.toContain('extension')
    expect(Object.keys(door)).not.toContain('selectionMs')
    expect(programFromJson(JSON.parse(JSON.stringify(programToJson(house))))).toEqual(house)
  })

  test('§3.6.7: Dsel 0 checks at once, whether a rig file or a program says it', () => {
    const text = readFileSync('rigs/side-entrances.yaml', 'utf8').replaceAll('selection: 10s', 'selection: 0s')
    const file = parseRigFile(text, 'here.yaml').rig ?? expect.unreachable()
    const house = buildProgram(file, 'house', tools()).program
    expect(Object.keys(findControl(house, 'Cellar'))).not.toContain('selectionMs')
    const json = JSON.stringify(programToJson(house)).replaceAll('"extension":', '"selectionMs":0,"extension":')
    expect(programFromJson(JSON.parse(json))).toEqual(house)
  })

  test('R84, R85: assigns what is allowed and denied, in the scopes and times given', () => {
    const schedule = findSchedule(program, 'Office Hours').uuid
    expect(assignment(program, 'Anna', 'access:Front Door', 'physical')).toMatchObject({ schedule })
    expect(assignment(program, 'Ben', 'access:Side Door', 'physical', 'deny')).toBeDefined()
    expect(assignment(program, 'group:Staff', 'room:Hall', 'internal')).toBeDefined()
    expect(assignment(program, 'group:Staff', 'room:Hall', 'external')).toBeUndefined()
  })

  test('keeps the rights of Trust members for when they are members', () => {
    const edit = { type: 'assign', principal: 'member:504F94A00002', object: 'right:UserManagement', effect: 'allow' }
    expect(afterTrust.members).toEqual([{ ...edit, scopes: ['internal', 'external'] }])
    expect([...program.assignments.values()].filter(({ principal }) => principal.startsWith('member:'))).toEqual([])
  })

  test('keeps imports and the rights of what they bring for after the Trust', () => {
    const home = buildProgram(small(), 'home', tools())
    const staff = uuidOf('group', 'Staff', SERIAL)
    expect(home.afterTrust.imports).toEqual([
      { type: 'add-import', entry: { origin: SERIAL, kind: 'group', uuid: staff }, name: 'Staff' },
    ])
    expect(home.afterTrust.grants).toMatchObject([
      { type: 'assign', principal: `user:${uuidOf('user', 'Anna', SERIAL)}`, scopes: ['physical'] },
    ])
    expect(home.program.assignments.size).toBe(0)
  })
})

describe('the default lab', () => {
  const rig = loadRigFile('rigs/two-sites.yaml')
  const built = { office: buildProgram(rig, 'office', tools()), home: buildProgram(rig, 'home', tools()) }

  test('has the Miniservers Office and Home, each with a keypad and an iButton reader, and an Intercom at Home', () => {
    expect(Object.values(rig.sites).map(({ miniserver }) => [miniserver.name, miniserver.serial])).toEqual([
      ['Office', '504F94A00001'],
      ['Home', '504F94A00002'],
    ])
    expect(Object.keys(rig.sites.office?.devices ?? {})).toEqual(['front-door', 'one-wire'])
    expect(Object.keys(rig.sites.home?.devices ?? {})).toEqual(['front-door', 'one-wire', 'gate'])
  })

  test.for(['office', 'home'] as const)(
    '%s has a SHA1 and a SHA256 login that may use the App and see a room',
    (site) => {
      const { program } = built[site]
      const mayLogIn = [...program.users.values()].filter(({ uuid, groups, password }) => {
        const principals = [`user:${uuid}` as const, ...groups.map((group) => `group:${group}` as const)]
        const scope = { scope: 'internal', effect: 'allow' } as const
        const has = (object: 'right:WebInterfaceApps' | `room:${string}`) =>
          principals.some((principal) => program.assignments.has(assignmentKey({ principal, object, ...scope })))
        return (
          password !== undefined &&
          has('right:WebInterfaceApps') &&
          [...program.rooms.keys()].some((room) => has(`room:${room}`))
        )
      })
      expect(mayLogIn.map(({ password }) => password?.alg)).toContain('SHA1')
      expect(findUser(program, 'admin').password?.alg).toBe('SHA256')
    },
  )

  test('shares Anna and Ben to Home, not Clara, and grants Ben both doors in Office Hours only', () => {
    const { imports, grants } = built.home.afterTrust
    expect(imports).toMatchObject([{ name: 'Anna' }, { name: 'Ben' }])
    const officeHours = findSchedule(built.home.program, 'Office Hours').uuid
    const [anna, ben] = [uuidOf('user', 'Anna', SERIAL), uuidOf('user', 'Ben', SERIAL)]
    const schedulesOf = (uuid: string) =>
      grants.flatMap((edit) => (edit.type === 'assign' && edit.principal === `user:${uuid}` ? [edit.schedule] : []))
    expect(schedulesOf(anna)).toEqual([undefined, undefined])
    expect(schedulesOf(ben)).toEqual([officeHours, officeHours])
  })

  test('its Trust can be carried out by edits of documents', () => {
    const { program, afterTrust } = built.home
    const info = { miniserverType: 2, firmware: '16.0.6.10' }
    const [office, home] = ['504F94A00001', '504F94A00002']
    const trust = { trustUuid: uuidOf('trust', 'Company'), name: 'Company', manager: office, epoch: 1 }
    const members = [office, home].map((serial) => ({
      serial,
      state: 'finalized' as const,
      info: { serial, name: serial, ...info },
    }))
    program.trusts.set(trust.trustUuid, { ...trust, members })
    for (const edit of [...afterTrust.members, ...afterTrust.imports, ...afterTrust.grants]) {
      applyEdit(program, edit, { serial: home, ...info })
    }
    expect(findUser(program, `Anna@${office}`).tags).toEqual([])
    expect(assignment(program, `Anna@${office}`, 'access:Front Door', 'physical')).toBeDefined()
  })
})
