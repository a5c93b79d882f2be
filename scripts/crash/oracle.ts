import { appendFileSync, existsSync, readFileSync } from 'node:fs'

/** A write that somebody was told is kept. `value` only rises, so that a later one says that an earlier is there as well. */
export type Acknowledged =
  | { readonly what: 'user edit'; readonly site: string; readonly user: string; readonly value: number }
  | { readonly what: 'save'; readonly site: string; readonly value: number }
  | { readonly what: 'join'; readonly site: string; readonly trust: string }
  | { readonly what: 'sync position'; readonly site: string; readonly origin: string; readonly value: number }
  | {
      readonly what: 'receipt'
      readonly site: string
      readonly event: string
      readonly decision: string
      readonly atMs: number
    }

const KINDS: readonly Acknowledged['what'][] = ['user edit', 'save', 'join', 'sync position', 'receipt']

/** Notes acknowledged writes in a file outside the process that is killed: each stands there before it counts. */
export class Oracle {
  readonly all: Acknowledged[]
  readonly #path: string
  #noted: () => void = () => {}

  constructor(path: string) {
    this.#path = path
    this.all = existsSync(path) ? linesOf(readFileSync(path, 'utf8')) : []
  }

  note(acknowledged: Acknowledged): void {
    appendFileSync(this.#path, `${JSON.stringify(acknowledged)}\n`)
    this.all.push(acknowledged)
    this.#noted()
  }

  has(kind: Acknowledged['what']): boolean {
    return this.all.some(({ what }) => what === kind)
  }

  hasEachKind(): boolean {
    return KINDS.every((kind) => this.has(kind))
  }

  /** Resolves when enough was acknowledged, now or before. */
  until(isEnough: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      this.#noted = () => {
        if (isEnough()) resolve()
      }
      this.#noted()
    })
  }
}

function linesOf(text: string): Acknowledged[] {
  return text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as Acknowledged]))
}
