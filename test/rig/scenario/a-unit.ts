import type { Evidence, UnitSeen } from '../../../rigs/scenario/invariants/evidence.ts'
import { readUnitProgram, type UnitProgram } from '../../../rigs/scenario/invariants/unit-program.ts'

export const NOON = Date.UTC(2026, 0, 1, 12)

const EMPTY = { controls: [], users: [], groups: [], members: [], assignments: [], trusts: [] }

type Entries = { readonly [List in keyof UnitProgram]?: readonly Record<string, unknown>[] }

/** A program with these entries and nothing else, as a Miniserver tells it. */
export function aUnitProgram(entries: Entries): UnitProgram {
  return readUnitProgram({ ...EMPTY, ...entries })
}

export function aUnit(entries: Entries, unit: Partial<UnitSeen> = {}): UnitSeen {
  const seen = {
    site: 'home',
    serial: 'AA',
    miniserverType: 2,
    wallMs: NOON,
    connectionTimeoutMs: 900_000,
    follows: [],
  }
  return { ...seen, program: aUnitProgram(entries), ...unit }
}

const NOTHING = {
  records: [],
  units: [],
  syncs: [],
  histories: [],
  revocations: [],
  grants: [],
  secrets: [],
  texts: [],
}

export function anEvidence(evidence: Partial<Evidence>): Evidence {
  return { ...NOTHING, ...evidence }
}

export function aUser(uuid: string, more: Record<string, unknown> = {}): Record<string, unknown> {
  return { uuid, name: uuid, groups: [], status: { state: 'enabled' }, ...more }
}

export function aGroup(uuid: string, more: Record<string, unknown> = {}): Record<string, unknown> {
  return { uuid, name: uuid, type: 'normal', groups: [], ...more }
}

export function anAllow(
  principal: string,
  object: string,
  more: Record<string, unknown> = {},
): Record<string, unknown> {
  return { principal, object, scope: 'internal', effect: 'allow', ...more }
}
