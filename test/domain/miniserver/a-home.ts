import type { NewMiniserver } from '../../../sim/domain/miniserver/boot.ts'
import { factoryProgram } from '../../../sim/domain/program/factory.ts'
import type { Control, Program } from '../../../sim/domain/program/program.ts'
import { aProgram } from '../../helpers/a-program.ts'
import { anEnv } from '../../helpers/an-env.ts'
import { VIENNA } from '../../helpers/zones.ts'

export const HOME = '504F94A00002'
export const OFFICE = '504F94A00001'

export const BLUE = { kind: 'tag', id: '04 A1 B2 C3 D4 E5 80' } as const
export const RED = { kind: 'tag', id: '04 5E 21 9A 33 6F 81' } as const
export const GREEN = { kind: 'tag', id: '04 77 0C 4D 1B 92 82' } as const
export const BUTTON = { kind: 'ibutton', id: '01.AB.89.67.45.23.01.79' } as const

export const ADMIN = { user: 'admin', password: 'admin', scope: 'internal' } as const

export const DEVICE_KEYS: ReadonlyMap<string, string> = new Map([
  ['front-door', 'aa'.repeat(32)],
  ['one-wire', 'bb'.repeat(32)],
  ['fingerprint', 'dd'.repeat(32)],
  ['miniserver', 'cc'.repeat(32)],
])

/** A Monday at nine in Vienna, an hour after the unit was switched on. */
export const MONDAY_9_00 = { wallMs: Date.UTC(2026, 10, 16, 8), monotonicMs: 3_600_000 }

/** The environment of Home's Miniserver, whose devices have `DEVICE_KEYS`. */
export function homeEnv(seed = 1) {
  return anEnv({ serial: HOME, zone: VIENNA, deviceKeys: DEVICE_KEYS, seed })
}

/**
 * Home with a keypad at the front door and an iButton reader at the side door. Anna (BLUE, BUTTON) may always enter by both,
 * Ben (RED) by the front door in Office Hours, Clara (GREEN) nowhere. Histories hold five entries.
 */
export function homeProgram(): Program {
  const program = aProgram({
    rooms: ['Hall'],
    controls: {
      'Front Door': { kind: 'authentication-nfc-code-touch', room: 'Hall' },
      'Front Strike': { room: 'Hall' },
      'Side Door': { kind: 'access-controller', room: 'Hall' },
    },
    schedules: { 'Office Hours': { modes: [3], entries: [{ mode: 3, fromMin: 480, toMin: 1020 }] } },
    users: {
      Anna: { tags: [BLUE.id], ibuttons: [{ id: BUTTON.id, name: 'blue-button' }] },
      Ben: { tags: [RED.id] },
      Clara: { tags: [GREEN.id] },
    },
    permissions: [
      'user:Anna allow access:Front Door',
      'user:Anna allow access:Side Door',
      'user:Ben allow access:Front Door during Office Hours',
    ],
  })
  for (const control of program.controls.values()) program.controls.set(control.uuid, atItsReader(control))
  wire(program)
  withFactory(program)
  return program
}

export function homeUnit(program = homeProgram()): NewMiniserver {
  return {
    identity: { serial: HOME, name: 'Home', miniserverType: 2, firmware: '16.0.6.10', site: 'home' },
    program,
    connectionTimeoutS: 900,
    codeKey: '00'.repeat(32),
  }
}

/** The control of that name. */
export function controlNamed(program: Program, name: string): Control {
  const found = [...program.controls.values()].find((control) => control.name === name)
  if (found === undefined) throw new TypeError(`no control ${name}`)
  return found
}

function atItsReader(control: Control): Control {
  if (control.kind === 'authentication-nfc-code-touch') return { ...control, reader: 'front-door', historyLength: 5 }
  if (control.kind !== 'access-controller') return control
  return { ...control, reader: 'side-door', extension: 'one-wire', historyLength: 5 }
}

function wire(program: Program): void {
  const [door, strike] = ['Front Door', 'Front Strike'].map((name) => controlNamed(program, name).uuid)
  if (door === undefined || strike === undefined) throw new TypeError('two controls')
  program.wiring.set('strike', { from: { control: door, terminal: 'O1' }, to: { control: strike, terminal: 'I' } })
}

/** What every unit has: user `admin` with password `admin`, in Full Access, and the operating modes. */
function withFactory(program: Program): void {
  const factory = factoryProgram(HOME, homeEnv().hash)
  for (const group of factory.groups.values()) program.groups.set(group.uuid, group)
  for (const mode of factory.operatingModes.values()) program.operatingModes.set(mode.id, mode)
  for (const user of factory.users.values()) program.users.set(user.uuid, user)
}
