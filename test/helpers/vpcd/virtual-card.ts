import type { Socket } from 'node:net'
import {
  INSTRUCTION_UNKNOWN,
  layCardOn,
  OK,
  STORAGE_CARD_ATR,
  takeCardOff,
} from '../../../rigs/scenario/readers/vpcd-card.ts'

const GET_UID = 'FFCA000000'

export interface VirtualCardOptions {
  /** Of the virtual reader's slot. */
  readonly port: number
  /** In hex, without spaces. */
  readonly uid: string
  /** In hex. Default: a storage card's. */
  readonly atr?: string
  /** What it, or its reader, answers to other commands, by the command: all in upper-case hex. Others are unknown to it: 6D00. */
  readonly answers?: Readonly<Record<string, string>>
  /** Taken off when it is asked this, instead of an answer. */
  readonly pulledAt?: string
}

/** A card for vsmartcard's virtual reader, and the hand that holds it. */
export class VirtualCard implements AsyncDisposable {
  /** What the reader asked, in upper-case hex. */
  readonly commands: string[] = []
  /** When its reader first noticed it since it was laid there: `process.hrtime.bigint()`. */
  noticedAtNs: bigint | undefined
  readonly #port: number
  readonly #atr: Buffer
  readonly #answers: NonNullable<VirtualCardOptions['answers']>
  readonly #pulledAt: string | undefined
  #uid: Buffer
  #socket: Socket | undefined

  constructor({ port, uid, atr, answers = {}, pulledAt }: VirtualCardOptions) {
    this.#port = port
    this.#atr = atr === undefined ? STORAGE_CARD_ATR : Buffer.from(atr, 'hex')
    this.#answers = answers
    this.#pulledAt = pulledAt
    this.#uid = Buffer.from(uid, 'hex')
  }

  get isInserted(): boolean {
    return this.#socket?.closed === false
  }

  /** Lays the card on the reader; with a UID, lays another one there than before. */
  async insert(uid?: string): Promise<void> {
    this.noticedAtNs = undefined
    if (uid !== undefined) this.#uid = Buffer.from(uid, 'hex')
    const atr = (): Buffer => {
      this.noticedAtNs ??= process.hrtime.bigint()
      return this.#atr
    }
    this.#socket = await layCardOn(this.#port, { atr, answer: (command) => this.#answer(command) })
  }

  /** Takes it off. Does nothing when it lies on no reader. */
  async remove(): Promise<void> {
    const socket = this.#socket
    this.#socket = undefined
    await takeCardOff(socket)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.remove()
  }

  #answer(frame: Buffer): Buffer | undefined {
    const command = frame.toString('hex').toUpperCase()
    this.commands.push(command)
    if (command === this.#pulledAt) return undefined
    if (command === GET_UID) return Buffer.concat([this.#uid, OK])
    const answer = this.#answers[command]
    return answer === undefined ? INSTRUCTION_UNKNOWN : Buffer.from(answer, 'hex')
  }
}
