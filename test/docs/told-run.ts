import { localRigClient } from '../../rigs/control/local.ts'
import { openLane } from '../../rigs/scenario/open-lane.ts'
import { loadScenario } from '../../rigs/scenario/read.ts'
import { take } from '../../rigs/scenario/run.ts'
import type { ScenarioStep } from '../../rigs/scenario/scenario.ts'
import { Seen } from '../../rigs/scenario/seen.ts'
import type { TrustMessage } from '../../sim/domain/trust/message.ts'
import type { BusMessage } from '../../sim/protocol/bus/message.ts'
import { VirtualNetwork } from '../../sim/world/trust-links.ts'

/** One thing that happened in a run, in order. `wallMs` by the clock of the first site. */
export type Told = { readonly wallMs: number } & (
  | { readonly type: 'step'; readonly step: ScenarioStep }
  /** What a step was refused with, once it was. */
  | { readonly type: 'refused'; readonly step: ScenarioStep; readonly code: string }
  | { readonly type: 'bus'; readonly message: BusMessage }
  /** Between Miniservers, by serial, when it was sent; `lost` where nobody received it. */
  | {
      readonly type: 'trust'
      readonly from: string
      readonly to: string
      readonly said: string
      readonly isAnswer: boolean
      readonly lost: boolean
    }
)

/** Runs a scenario on the virtual lane and tells also what the Miniservers of its Trusts said to each other. Throws where a step fails. */
export async function toldRun(path: string): Promise<readonly Told[]> {
  const scenario = loadScenario(path)
  const told: Told[] = []
  const sent = new Map<string, { lost: boolean }>()
  let nowMs = (): number => 0
  const undo = listen(
    (from, to, message) => {
      const one = {
        type: 'trust' as const,
        wallMs: nowMs(),
        from,
        to,
        said: saidIn(message),
        isAnswer: message.type === 'answer',
        lost: true,
      }
      sent.set(keyOf(from, message), one)
      told.push(one)
    },
    (from, message) => Object.assign(sent.get(keyOf(from, message)) ?? {}, { lost: false }),
  )
  try {
    await using rig = await openLane(scenario, 'virtual', { seed: 1 })
    const { estate, context } = rig
    const [site = ''] = Object.keys(estate.file.sites)
    nowMs = () => estate.clock.now(site).wallMs
    told.length = 0
    const seen = new Seen()
    const unobserve = estate.observe((message) => {
      seen.add(message)
      told.push({ type: 'bus', wallMs: nowMs(), message })
    })
    const stage = { rig: localRigClient(context), estate, seen, keyFiles: new Map(), apps: new Map(), notes: new Map() }
    for (const step of scenario.steps) {
      told.push({ type: 'step', wallMs: nowMs(), step })
      const { outcome, unmet } = await take(stage, step)
      if (unmet !== undefined) throw new Error(`${step.text}: ${unmet.happened} instead of ${unmet.expected}`)
      if (outcome === 'refused') told.push({ type: 'refused', wallMs: nowMs(), step, code: step.refused ?? '' })
    }
    unobserve()
    return told
  } finally {
    undo()
  }
}

type Hear = (from: string, to: string, message: TrustMessage) => void

/** Hears every message between Miniservers of virtual rigs from now on. Returns its undo. */
function listen(onSent: Hear, onReceived: (from: string, message: TrustMessage) => void): () => void {
  const { connect } = VirtualNetwork.prototype
  VirtualNetwork.prototype.connect = function (serial, ...rest) {
    const links = connect.call(this, serial, ...rest)
    return {
      send: (to, message, address) => {
        onSent(serial, to, message)
        links.send(to, message, address)
      },
      onMessage: (receive, failed) =>
        links.onMessage((from, message) => {
          onReceived(from, message)
          receive(from, message)
        }, failed),
    }
  }
  return () => {
    VirtualNetwork.prototype.connect = connect
  }
}

function keyOf(from: string, { id, type }: TrustMessage): string {
  return `${from}/${type === 'answer' ? 'answer' : 'request'}/${id}`
}

/** `heartbeat`, or of an answer what it is: `page`, `FORBIDDEN`. */
function saidIn(message: TrustMessage): string {
  if (message.type !== 'answer') return message.type
  return message.result.ok ? message.result.value.type : message.result.code
}
