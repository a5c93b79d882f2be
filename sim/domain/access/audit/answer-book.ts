import type { Reason } from '../decision.ts'
import type { AccessAnswer, IdleReason, Mark, Via } from './answer.ts'

/** A permission in words, with its number among those of a book. */
export interface Line {
  readonly number: number
  readonly via: Via
}

export interface IdleLine {
  readonly line: Line
  readonly because: IdleReason
}

/** What is held against others before it becomes an answer. */
export interface Draft {
  readonly minutes: number
  readonly runs: Int32Array
  readonly denies: readonly Line[]
  readonly idle: readonly IdleLine[]
}

/** Holds every permission, mark and answer of one or several audits once, so that what is equal is the same. */
export class AnswerBook {
  readonly marks: Mark[] = []
  readonly answers: AccessAnswer[] = []
  #lineCount = 0
  readonly #lines = new Map<string, Map<string | undefined, Line>>()
  readonly #marks = new Map<Reason | number, number>()
  /** Places of answers that look alike at first sight. */
  readonly #places = new Map<string, number[]>()

  lineOf(path: string, schedule: string | undefined): Line {
    const lines = this.#lines.get(path) ?? new Map<string | undefined, Line>()
    this.#lines.set(path, lines)
    const known = lines.get(schedule)
    if (known !== undefined) return known
    const line = { number: this.#lineCount++, via: { path, ...(schedule !== undefined && { schedule }) } }
    lines.set(schedule, line)
    return line
  }

  /** The place of a mark among `marks`. */
  markOf(reason: Reason, line?: Line): number {
    const key = line?.number ?? reason
    const known = this.#marks.get(key)
    if (known !== undefined) return known
    this.#marks.set(key, this.marks.length)
    return this.marks.push({ reason, ...(line !== undefined && { via: line.via }) }) - 1
  }

  /** The place of an answer among `answers`. */
  placeOf(draft: Draft): number {
    const key = glanceAt(draft)
    const places = this.#places.get(key) ?? []
    this.#places.set(key, places)
    const known = places.find((place) => areEqual(this.answers[place]?.runs, draft.runs))
    if (known !== undefined) return known
    const { minutes, runs } = draft
    const denies = draft.denies.map(({ via }) => via)
    const idle = draft.idle.map(({ line: { via }, because }) => ({ via, because }))
    places.push(this.answers.length)
    return this.answers.push({ minutes, runs, denies, idle }) - 1
  }
}

/** All of it but the runs, and of these a sum (FNV-1a, a word at a time). */
function glanceAt({ runs, denies, idle }: Draft): string {
  let sum = 0x811c9dc5
  for (const word of runs) sum = Math.imul(sum ^ word, 0x01000193)
  const others = idle.map(({ line, because }) => `${because} ${line.number}`)
  return `${sum} ${runs.length} ${denies.map(({ number }) => number)} ${others}`
}

/** Of as many runs. */
function areEqual(one: Int32Array | undefined, other: Int32Array): boolean {
  return one?.every((word, place) => word === other[place]) === true
}
