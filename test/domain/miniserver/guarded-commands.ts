import type { ControlCommand } from '../../../sim/domain/miniserver/control/command.ts'
import { programToJson } from '../../../sim/domain/program/json.ts'
import { uuidOf } from '../../helpers/a-program.ts'
import { type GuardedCase, outcomeOf } from './a-guarded-operation.ts'
import { OFFICE } from './a-home.ts'
import { EVA, type House } from './a-rights-house.ts'

type CommandOf<Type extends ControlCommand['type']> = ControlCommand & { readonly type: Type }

const NEWER = '16.1.2.3'

/** Each command of the control API, asked for by Eva. */
export const GUARDED_COMMANDS: { readonly [Type in Exclude<ControlCommand['type'], 'edit-program'>]: GuardedCase } = {
  'load-program': command({ type: 'load-program' }),
  'read-program': command({ type: 'read-program' }),
  'save-program': {
    ...command((house) => ({ type: 'save-program', program: renamed(house) })),
    shows: (house) => house.program().rooms[0]?.name,
    afterwards: 'Lobby',
  },
  restore: {
    ...command((house) => ({ type: 'restore', file: backupOf(house) })),
    shows: (house) => house.program().rev,
    afterwards: 1,
  },
  'back-up': command({ type: 'back-up' }),
  'sign-key': command({ type: 'sign-key', trustUuid: uuidOf('trust', 'x'), trustName: 'Family', generation: 1 }),
  'join-trust': { ...command({ type: 'join-trust', keyFile: '{}' }), granted: 'KEY_INVALID' },
  'take-over-manager': {
    ...command({ type: 'take-over-manager', trustUuid: uuidOf('trust', 'x') }),
    granted: 'NOT_FOUND',
  },
  'trust-status': command({ type: 'trust-status' }),
  'trust-links': command({ type: 'trust-links' }),
  discover: { ...command({ type: 'discover', serial: OFFICE }), granted: 'NOT_A_MEMBER' },
  'search-periphery': { ...command({ type: 'search-periphery', serial: OFFICE }), granted: 'NOT_A_MEMBER' },
  'intercommunication-status': command({ type: 'intercommunication-status' }),
  'io-status': command({ type: 'io-status' }),
  'set-io': { ...command({ type: 'set-io', uuid: uuidOf('control', 'x'), value: 1 }), granted: 'NOT_FOUND' },
  'intercom-status': command({ type: 'intercom-status' }),
  intercom: { ...command({ type: 'intercom', uuid: uuidOf('control', 'x'), action: 'answer' }), granted: 'NOT_FOUND' },
  'close-stream': {
    ...command({ type: 'close-stream', uuid: uuidOf('control', 'x'), stream: 'x' }),
    granted: 'NOT_FOUND',
  },
  explain: command({ type: 'explain', user: 'Ben', object: `room:${uuidOf('room', 'Hall')}`, scope: 'internal' }),
  permissions: command({ type: 'permissions', principal: `user:${EVA}` }),
  'logic-status': command({ type: 'logic-status' }),
  history: command({ type: 'history', reader: 'front-door' }),
  learn: command({ type: 'learn', reader: 'front-door', task: 'learn' }),
  'set-operating-mode': {
    ...command({ type: 'set-operating-mode', mode: 1, active: true }),
    shows: (house) => house.program().operatingModes[1]?.active,
    afterwards: true,
  },
  'update-firmware': {
    ...command({ type: 'update-firmware', firmware: NEWER }),
    shows: (house) => house.http('/jdev/cfg/version', { user: 'admin' }).value,
    afterwards: NEWER,
  },
}

function command<Type extends ControlCommand['type']>(
  asked: CommandOf<Type> | ((house: House) => CommandOf<Type>),
): Pick<GuardedCase, 'act'> {
  const of = (house: House) => (typeof asked === 'function' ? asked(house) : asked)
  return { act: (house, scope) => outcomeOf(house.asEva(of(house), scope)) }
}

function renamed(house: House): unknown {
  const json = programToJson(house.unit.state.program)
  return { ...json, rooms: json.rooms.map((room) => ({ ...(room as object), name: 'Lobby' })) }
}

function backupOf(house: House): string {
  const reply = house.control({ type: 'back-up' })
  if (!reply.ok) throw new TypeError(reply.message)
  return (reply.value as { file: string }).file
}
