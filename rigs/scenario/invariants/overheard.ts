import type { BusMessage } from '../../../sim/protocol/bus/message.ts'
import type { Estate } from '../../estate.ts'
import { canonicalJson } from '../../evidence/canonical-json.ts'
import type { TraceRecord } from '../../evidence/trace.ts'
import type { ReadableText } from './evidence.ts'
import { type Grant, grantOf } from './revocations.ts'

/** What everybody with the right to listen hears of a run: all of the bus, as it was said, and who was let in as somebody else's user. */
export class Overheard implements Disposable {
  readonly grants: Grant[] = []
  readonly #estate: Estate
  readonly #said: BusMessage[] = []
  readonly #unobserve: () => void
  #new: Grant[] = []

  /** @param hear is told of every message as well */
  constructor(estate: Estate, hear: (message: BusMessage) => void) {
    this.#estate = estate
    for (const message of estate.retained()) this.#said.push(message)
    this.#unobserve = estate.observe((message) => {
      hear(message)
      // Every device says every minute that it is there, and nothing else by it.
      if (message.channel === 'state' && message.name === 'alive') return
      this.#said.push(message)
      if (message.channel === 'decision') this.#decided(message)
    })
  }

  /** What was heard since the step before belongs to the one in this line. */
  stepped(line: number): void {
    this.grants.push(...this.#new.splice(0).map((grant) => ({ ...grant, line })))
  }

  /** All that could be read when the run ended. */
  async texts(records: readonly TraceRecord[], log: readonly string[]): Promise<ReadableText[]> {
    const written = records.filter(({ type }) => type !== 'message')
    return [
      ...this.#said.map((message) => ({ where: topicOf(message), text: JSON.stringify(message) })),
      ...written.map((record) => ({
        where: `the trace, in a record of type ${record.type}`,
        text: canonicalJson(record),
      })),
      ...log.map((text) => ({ where: 'the log', text })),
      ...((await this.#estate.disks?.()) ?? []),
    ]
  }

  [Symbol.dispose](): void {
    this.#unobserve()
  }

  #decided({ site, device, data }: BusMessage & { channel: 'decision' }): void {
    const grant = grantOf(data)
    if (grant === undefined) return
    const atMs = this.#estate.clock.now(site).monotonicMs
    this.#new.push({ ...grant, where: `${site}/${device}`, atMs })
  }
}

function topicOf(message: BusMessage): string {
  const { site, device, channel } = message
  return `the bus, ${[site, device, channel, ...('name' in message ? [message.name] : [])].join('/')}`
}
