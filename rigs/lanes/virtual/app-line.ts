import { RigError } from '../../../sim/domain/errors.ts'
import type { Uuid } from '../../../sim/domain/program/names.ts'
import { encodeReply } from '../../../sim/protocol/loxone/encode-reply.ts'
import { parseCommand } from '../../../sim/protocol/loxone/parse-command.ts'
import type { ApiHeard } from '../../../sim/world/api.ts'
import type { World } from '../../../sim/world/world.ts'
import { type ApiAnswer, type AppLine, answerIn, type Ended, LEAVING } from '../../app/line.ts'
import type { Gate } from './gate.ts'
import type { VirtualSite } from './site.ts'

/** All clients of the virtual world are on one machine, as they are on the live lane: failed logins are counted together. */
const ADDRESS = '127.0.0.1'
const ANSWER_DEADLINE_MS = 30_000

interface Surroundings {
  readonly world: World
  readonly gate: Gate
}

/** Opens a decoded session at a site's Miniserver. Throws RigError DEVICE_OFFLINE while that has no power or restarts. */
export function openVirtualLine(
  { world, gate }: Surroundings,
  at: VirtualSite,
  session: string,
  scope: 'internal' | 'external',
): AppLine {
  if (!at.miniserver.running) throw new RigError('DEVICE_OFFLINE', 'the Miniserver does not answer')
  const line = new VirtualLine({ world, gate }, at, session)
  at.sessions.connect(session, (heard) => line.hear(heard))
  at.unit.process.enter(() => at.miniserver.input({ type: 'api-opened', session, scope, address: ADDRESS }))
  return line
}

class VirtualLine implements AppLine {
  readonly states = new Map<Uuid, number | string>()
  readonly #world: World
  readonly #gate: Gate
  readonly #at: VirtualSite
  readonly #session: string
  readonly #answers = new Map<number, Extract<ApiHeard, { type: 'reply' }>['reply']>()
  #requests = 0
  #ended: Ended | undefined

  constructor({ world, gate }: Surroundings, at: VirtualSite, session: string) {
    this.#world = world
    this.#gate = gate
    this.#at = at
    this.#session = session
  }

  get ended(): Ended | undefined {
    return this.#ended
  }

  hear(heard: ApiHeard): void {
    if (heard.type === 'reply') this.#answers.set(heard.request, heard.reply)
    else if (heard.type === 'states') for (const { uuid, value } of heard.changes) this.states.set(uuid, value)
    else this.#end(heard)
  }

  async ask(path: string): Promise<ApiAnswer> {
    if (this.#ended !== undefined) throw ended(this.#ended)
    const request = ++this.#requests
    const command = parseCommand(path)
    this.#at.unit.process.enter(() => this.#at.miniserver.api(this.#session, request, command))
    await this.#gate.passed()
    const isAnswered = (): boolean => this.#answers.has(request) || this.#ended !== undefined
    this.#world.runUntil(isAnswered, this.#world.monotonicMs + ANSWER_DEADLINE_MS)
    const reply = this.#answers.get(request)
    this.#answers.delete(request)
    if (reply !== undefined) return answerIn(encodeReply(command, reply).body)
    if (this.#ended !== undefined) throw ended(this.#ended)
    throw new RigError('DEADLINE', 'the Miniserver does not answer')
  }

  async close(): Promise<void> {
    if (this.#ended === undefined) this.#at.sessions.close(this.#session, LEAVING, '')
    this.#world.settle()
  }

  /** The Miniserver hears that the connection is gone, as it does of a socket. */
  #end({ code, reason }: Ended): void {
    this.#ended = { code, reason }
    const tell = (): void => this.#at.miniserver.input({ type: 'api-closed', session: this.#session })
    this.#world.deliver(0, () => void this.#at.unit.process.enter(tell))
  }
}

function ended({ code, reason }: Ended): RigError {
  return new RigError('DEVICE_OFFLINE', `the connection was closed with ${code}${reason === '' ? '' : `, ${reason}`}`)
}
