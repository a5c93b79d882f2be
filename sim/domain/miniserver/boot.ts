import { compileAccess } from '../access/access-index.ts'
import { restoreIntercoms } from '../intercom/records.ts'
import { newIntercoms } from '../intercom/state.ts'
import { newIntercommunicationState } from '../intercommunication/state.ts'
import { copyProgram } from '../program/empty.ts'
import type { Program } from '../program/program.ts'
import { programFromRecords, programRecords } from '../program/records.ts'
import type { Stamp } from '../time.ts'
import { restoreTrust, trustRecords } from '../trust/records.ts'
import { newTrustState } from '../trust/state.ts'
import { restoreTrustIo } from '../trust-io/records.ts'
import { newTrustIoState } from '../trust-io/state.ts'
import { apiRecords, restoreApiState } from './api/restore.ts'
import { newApiState } from './api/state.ts'
import { blocksWithHistory } from './block-history.ts'
import type { Effect, StoreRecord } from './effect.ts'
import type { Env } from './env.ts'
import { storedFirmware } from './firmware.ts'
import { REMANENCE } from './logic/keep.ts'
import { newLogicState } from './logic/state.ts'
import { namedBy } from './own-name.ts'
import type { Identity, MiniserverState } from './state.ts'

/** What a Miniserver is before anything was stored. */
export interface NewMiniserver {
  readonly identity: Identity
  /** What it runs when its store is empty. */
  readonly program: Program
  /** Its setting "Connection timeout", 0 = never (§3.3.6). */
  readonly connectionTimeoutS: number
  /** Its HMAC key of access codes, 64 hex (§3.6.1). */
  readonly codeKey: string
  /** Users in one page of its feed at most; left out, 1,000 (P-97). */
  readonly pageUsers?: number
}

/**
 * A Miniserver as its store left it. An empty store is that of a new unit; the effects make what it starts with durable.
 */
export function bootMiniserver(
  unit: NewMiniserver,
  stored: Iterable<StoreRecord>,
  at: Stamp,
  env: Env,
): { readonly state: MiniserverState; readonly effects: Effect[] } {
  const records = [...stored]
  const program = programFromRecords(records)
  return program === undefined
    ? newUnit(unit, env)
    : { state: storedUnit(unit, program, records, at, env), effects: [] }
}

function newUnit({ identity, program, ...unit }: NewMiniserver, env: Env) {
  const own = copyProgram(program)
  const state: MiniserverState = {
    identity: namedBy(own, identity, identity.name),
    givenName: identity.name,
    program: own,
    access: compileAccess(own),
    trust: newTrustState({ ...unit, serial: identity.serial }),
    io: newTrustIoState(),
    intercoms: newIntercoms(),
    intercommunication: newIntercommunicationState(),
    api: newApiState(env.random(32)),
    logic: newLogicState(),
    blocks: new Map(),
    pulsingInputs: new Map(),
    learnedTags: new Set(),
    boundTags: new Set(),
    receipts: new Map(),
    devices: new Map(),
  }
  const records = [...programRecords(own), ...apiRecords(state.api), ...trustRecords(state.trust)]
  return { state, effects: [{ type: 'commit', records, then: [] } as const] }
}

function storedUnit(
  unit: NewMiniserver,
  program: Program,
  records: StoreRecord[],
  at: Stamp,
  env: Env,
): MiniserverState {
  const { firmware, name } = unit.identity
  const identity = { ...unit.identity, firmware: storedFirmware(records) ?? firmware }
  return {
    identity: namedBy(program, identity, name),
    givenName: name,
    program,
    access: compileAccess(program),
    trust: restoreTrust(records, { ...unit, serial: identity.serial }),
    io: restoreTrustIo(records),
    intercoms: restoreIntercoms(records),
    intercommunication: newIntercommunicationState(),
    api: restoreApiState(records) ?? newApiState(env.random(32)),
    logic: newLogicState(valuesUnder(records, REMANENCE)),
    blocks: blocksWithHistory(valuesUnder(records, 'history')),
    pulsingInputs: new Map(),
    learnedTags: new Set(),
    boundTags: new Set(),
    receipts: new Map(valuesUnder(records, 'receipt').map(([id]) => [id, at.monotonicMs])),
    devices: new Map(),
  }
}

/** Records `<folder>/<name>` as names and values. */
function valuesUnder(records: readonly StoreRecord[], folder: string): [string, unknown][] {
  const prefix = `${folder}/`
  return records.filter(({ key }) => key.startsWith(prefix)).map(({ key, value }) => [key.slice(prefix.length), value])
}
