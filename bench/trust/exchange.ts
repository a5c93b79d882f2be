import { generateKeyPairSync } from 'node:crypto'
import type { Effect } from '../../sim/domain/miniserver/effect.ts'
import type { MiniserverState } from '../../sim/domain/miniserver/state.ts'
import type { Program } from '../../sim/domain/program/program.ts'
import type { TrustMessage } from '../../sim/domain/trust/message.ts'
import { timeMs } from '../access/processor-time.ts'
import { vienna } from '../access/rights.ts'
import { fromBundle } from '../modules.ts'
import { passwordOf, uuidOf } from './people.ts'
import type { Plan, UnitPlan } from './plan.ts'
import { infoOf, memberProgram, originProgram } from './programs.ts'

/** An origin and a member that has all its users, as values: no wire, no store. */
export interface Exchange {
  /** Gives a user another password; processor time in ms at the origin, with all that it tells, and at the member that hears of it. */
  change(number: number): { readonly originMs: number; readonly memberMs: number }
}

const AT = { wallMs: Date.UTC(2026, 2, 2), monotonicMs: 0 }

/** After the first sync of so many users. */
export async function exchangeOf(users: number): Promise<Exchange> {
  const { changeProgram } = await fromBundle<typeof import('../../sim/domain/miniserver/change-program.ts')>(
    'sim/domain/miniserver/change-program.ts',
  )
  const { stepMiniserver } = await fromBundle<typeof import('../../sim/domain/miniserver/step.ts')>(
    'sim/domain/miniserver/step.ts',
  )
  const unit = (number: number, name: string): UnitPlan => ({
    ...{ serial: `504F94A0000${number}`, name, certificate: '', privateKey: '' },
  })
  const plan: Plan = { ca: '', origin: unit(0, 'Office'), members: [unit(1, 'Home')], users }
  const [origin, member] = await Promise.all([plan.origin, unit(1, 'Home')].map((each) => booted(plan, each)))
  if (origin === undefined || member === undefined) throw new TypeError('two units')
  const step = (at: Booted, input: Parameters<typeof stepMiniserver>[1]) =>
    sentBy(stepMiniserver(at.state, input, at.env))
  const hear = (at: Booted, from: Booted, message: TrustMessage) =>
    step(at, { type: 'trust-message', at: AT, from: from.env.serial, message })
  const settle = (to: Booted, from: Booted, messages: readonly TrustMessage[]): void => {
    for (const message of messages) settle(from, to, hear(to, from, message))
  }
  settle(member, origin, step(origin, { type: 'booted', at: AT }))
  settle(origin, member, step(member, { type: 'booted', at: AT }))
  let changes = 0
  return {
    change(number) {
      changes += 1
      const change = { password: passwordOf(`another ${changes}`) }
      const edit = { type: 'edit-user', uuid: uuidOf(number), change } as const
      let told: TrustMessage[] = []
      let answers: TrustMessage[] = []
      const originMs = timeMs(() => {
        told = sentBy(changeProgram({ state: origin.state, at: AT, env: origin.env }, [edit], () => []))
      })
      const memberMs = timeMs(() => {
        answers = told.flatMap((message) => hear(member, origin, message))
      })
      if (answers.length !== 1) throw new Error(`a change was answered ${answers.length} times`)
      settle(origin, member, answers)
      return { originMs, memberMs }
    },
  }
}

type Booted = Awaited<ReturnType<typeof booted>>

async function booted(plan: Plan, unit: UnitPlan) {
  const { bootMiniserver } = await fromBundle<typeof import('../../sim/domain/miniserver/boot.ts')>(
    'sim/domain/miniserver/boot.ts',
  )
  const { machineRandom, miniserverEnv } = await fromBundle<typeof import('../../sim/io/env.ts')>('sim/io/env.ts')
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { serial } = unit
  const env = miniserverEnv({ serial, zone: await vienna(), privateKey, deviceKeys: new Map(), random: machineRandom })
  const addresses = { [plan.origin.serial]: 'office:443', [plan.members[0]?.serial ?? '']: 'home:443' }
  const program: Program = await (unit === plan.origin
    ? originProgram(plan, addresses, env.hash)
    : memberProgram(plan, unit, addresses, env.hash))
  const identity = { ...infoOf(unit, addresses), site: unit.name.toLowerCase() }
  const described = { identity, program, connectionTimeoutS: 900, codeKey: '0'.repeat(64) }
  const { state }: { state: MiniserverState } = bootMiniserver(described, [], AT, env)
  return { state, env }
}

/** What goes to the peer, in order: what follows from commits follows at once. */
function sentBy(effects: Iterable<Effect>): TrustMessage[] {
  const sent: TrustMessage[] = []
  for (const effect of effects) {
    if (effect.type === 'trust-send') sent.push(effect.message)
    else if (effect.type === 'commit') sent.push(...sentBy(effect.then))
  }
  return sent
}
