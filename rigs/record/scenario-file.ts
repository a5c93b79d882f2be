import { stringify } from 'yaml'
import type { DecisionRecord } from '../../sim/domain/miniserver/decision-record.ts'
import { whoOf } from '../evidence/plain-words.ts'
import type { CredentialNames } from './name-credentials.ts'
import type { Presentation } from './session.ts'

/** What the clocks of a rig showed when recording began. */
export interface Beginning {
  readonly monotonicMs: number
  /** By site, in the rig file's order, milliseconds since 1970 UTC. */
  readonly wallMs: Readonly<Record<string, number>>
}

export interface Recording {
  readonly title: string
  /** Path of the rig file, from the folder of the scenario. */
  readonly rig: string
  /** Name of the secrets file beside it. */
  readonly secrets: string
  readonly began: Beginning
  readonly presentations: readonly Presentation[]
}

type Step = Readonly<Record<string, unknown>>

/** Clocks that differ by less keep the same time: what somebody sets, they set by more. */
const SET_MS = 1000

/**
 * The scenario file: what was held where, after how long, and what the doors decided. What was not decided is left out. No id of a
 * credential is in it.
 */
export function scenarioText({ title, rig, secrets, began, presentations }: Recording, names: CredentialNames): string {
  const steps = stepsOf(began, presentations, names)
  const [startMs = 0] = Object.values(began.wallMs)
  const header = {
    scenario: title,
    rig,
    ...(Object.keys(names.secrets).length > 0 && { secrets }),
    start: instantText(startMs),
  }
  const lines = steps.map((step) => `  - ${stringify(step, { collectionStyle: 'flow', lineWidth: 0 }).trimEnd()}\n`)
  return `${stringify(header, { lineWidth: 0 })}steps:\n${lines.join('')}`
}

/** The secrets file of the credentials that the rig file does not name. */
export function secretsText(names: CredentialNames): string {
  return stringify({ credentials: names.secrets })
}

function stepsOf(began: Beginning, presentations: readonly Presentation[], names: CredentialNames): Step[] {
  const [startMs = 0] = Object.values(began.wallMs)
  let beforeMs = began.monotonicMs
  /** By how much the clock of a site is ahead of the monotonic one, in the scenario. */
  const aheadMs = new Map(Object.keys(began.wallMs).map((site) => [site, startMs - began.monotonicMs]))
  const clocks = (monotonicMs: number, wallMs: Beginning['wallMs']): Step[] =>
    Object.entries(wallMs).flatMap(([site, siteMs]) => {
      if (Math.abs(siteMs - monotonicMs - (aheadMs.get(site) ?? 0)) < SET_MS) return []
      aheadMs.set(site, siteMs - monotonicMs)
      return [{ 'set-clock': instantText(siteMs), site }]
    })
  return [
    ...clocks(began.monotonicMs, began.wallMs),
    ...presentations.flatMap(({ reading, decision }): Step[] => {
      if (decision === undefined) return []
      const { monotonicMs, wallMs, credential, reader } = reading
      const passedMs = Math.round(monotonicMs - beforeMs)
      beforeMs = monotonicMs
      if (credential.kind === 'code') throw new TypeError('nobody holds a code to a reader')
      const word = WORDS[credential.kind]
      return [
        ...(passedMs > 0 ? [{ advance: `${passedMs / 1000}s` }] : []),
        ...clocks(monotonicMs, wallMs),
        { [word]: names.nameOf(credential), reader },
        { expect: expectedOf(decision) },
      ]
    }),
  ]
}

/** What people do with each kind. */
const WORDS = { tag: 'tap', ibutton: 'touch', external: 'present' } as const

function expectedOf(decision: DecisionRecord): Step {
  const { outcome, reason, site, reader, block, credential, effects } = decision
  const pulse = outcome === 'granted' ? effects.find(({ type }) => type === 'pulse') : undefined
  return {
    decision: outcome,
    // What no block decided is told at the device, which people do not name.
    ...(block !== undefined && { reader: `${site}/${reader}` }),
    reason,
    user: whoOf(decision) ?? 'nobody',
    ...(credential !== undefined && { credential: credential.name }),
    ...(pulse?.type === 'pulse' && { output: pulse.name }),
  }
}

function instantText(wallMs: number): string {
  return new Date(Math.round(wallMs)).toISOString()
}
