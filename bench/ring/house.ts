import { mkdtemp } from 'node:fs/promises'
import { join } from 'node:path'
import type { Miniserver } from '../../sim/devices/miniserver.ts'
import type { ControlCommand } from '../../sim/domain/miniserver/control/command.ts'
import type { BusMessage } from '../../sim/protocol/bus/message.ts'
import { openEngine } from '../trust/engine.ts'
import { planIn } from '../trust/plan.ts'
import { liveUnit } from '../trust/unit.ts'
import { BLOCK, BUTTON, guestProgram, hostProgram } from './programs.ts'

/** A host with an Intercom and a member that it rings at, over live TLS in this process. Disposing it ends both. */
export interface House extends AsyncDisposable {
  /** Rings once, and rejects; microseconds from when the host says that the bell output is on until the member says that its bell is. */
  ring(): Promise<number>
}

const ADMINISTRATOR = { user: 'admin', password: 'admin', scope: 'internal' } as const

export async function openHouse(folder: string): Promise<House> {
  const { plan } = await planIn(folder, { members: 1, users: 1 })
  const [member] = plan.members
  if (member === undefined) throw new TypeError('a plan with one member')
  const heard = new Heard()
  const unitOf = async (unit: typeof member) => {
    const engine = await openEngine(await mkdtemp(join(folder, 'unit-')))
    return { engine, live: await liveUnit({ unit, ca: plan.ca, engine, watch: (message) => heard.hear(message) }) }
  }
  const [there, here] = [await unitOf(plan.origin), await unitOf(member)]
  const addresses = { [plan.origin.serial]: there.live.address, [member.serial]: here.live.address }
  const shared = heard.next(isNotice('trust-replicated'))
  const host = there.live.powerOn(await hostProgram(plan, member, addresses, there.live.env.hash), addresses)
  const guest = here.live.powerOn(await guestProgram(plan, member, addresses, here.live.env.hash), addresses)
  await shared
  const gate = `gate-${member.serial.toLowerCase()}`
  return {
    async ring() {
      const raised = heard.next(isNotice('intercom-bell-output'))
      const rung = heard.next(isNotice('intercom-rings'))
      await done(host, { type: 'set-io', uuid: BUTTON, value: 1 })
      const takenNs = (await rung) - (await raised)
      const closed = heard.next(
        (message) => message.channel === 'state' && message.name === gate && message.data.value === false,
      )
      await Promise.all([
        done(host, { type: 'set-io', uuid: BUTTON, value: 0 }),
        done(guest, { type: 'intercom', uuid: BLOCK, action: 'reject' }),
      ])
      await closed
      return Number(takenNs) / 1_000
    },
    async [Symbol.asyncDispose]() {
      for (const { live, engine } of [there, here]) {
        await live[Symbol.asyncDispose]()
        await engine[Symbol.asyncDispose]()
      }
    },
  }
}

function done(miniserver: Miniserver, command: ControlCommand): Promise<void> {
  return new Promise((resolve, reject) => {
    miniserver.control(ADMINISTRATOR, command, (reply) => {
      if (reply.ok) resolve()
      else reject(new Error(`${reply.code}: ${reply.message}`))
    })
  })
}

/** What both units say on their buses. */
class Heard {
  #waiting: { readonly is: (message: BusMessage) => boolean; readonly resolve: (atNs: bigint) => void }[] = []

  /** When the first such message comes from now on. */
  next(is: (message: BusMessage) => boolean): Promise<bigint> {
    return new Promise((resolve) => this.#waiting.push({ is, resolve }))
  }

  hear(message: BusMessage): void {
    const atNs = process.hrtime.bigint()
    const met = this.#waiting.filter(({ is }) => is(message))
    if (met.length === 0) return
    this.#waiting = this.#waiting.filter((each) => !met.includes(each))
    for (const { resolve } of met) resolve(atNs)
  }
}

const isNotice =
  (name: string) =>
  (message: BusMessage): boolean =>
    message.channel === 'notice' && message.name === name
