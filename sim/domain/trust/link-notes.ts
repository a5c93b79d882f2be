import type { Route } from '../connectivity/route.ts'
import type { Serial } from '../program/names.ts'
import type { Outbox } from './outbox.ts'
import type { LinkNote } from './peer-links.ts'

/** What the links of a unit tell of themselves, each thing once: by which path a peer is reached, and how much waits. */
export class LinkNotes {
  readonly #tell: (note: LinkNote) => void
  readonly #routes = new Map<Serial, string>()
  #inFlight = 0
  #waiting = 0

  /** `tell` must not call back within `send`. */
  constructor(tell: (note: LinkNote) => void) {
    this.#tell = tell
  }

  /** The way that a message to a peer takes now. */
  route(to: Serial, route: Route): void {
    const way =
      'refused' in route
        ? { reason: route.refused ?? 'nobody answers' }
        : { path: route.path, ...(route.passedOver !== undefined && { passedOver: route.passedOver }) }
    const text = JSON.stringify(way)
    if (this.#routes.get(to) === text) return
    this.#routes.set(to, text)
    this.#tell({ type: 'path', to, ...way })
  }

  /** Something was put into the line, or taken out of it. */
  load(outbox: Pick<Outbox<unknown>, 'inFlight' | 'waiting' | 'hasBecomeLong'>): void {
    const { inFlight, waiting } = outbox
    if (outbox.hasBecomeLong()) this.#tell({ type: 'queue-long', waiting })
    if (inFlight <= this.#inFlight && waiting <= this.#waiting) return
    this.#inFlight = Math.max(this.#inFlight, inFlight)
    this.#waiting = Math.max(this.#waiting, waiting)
    this.#tell({ type: 'load', inFlight: this.#inFlight, waiting: this.#waiting })
  }

  /** The unit begins anew, and knows of nothing. */
  forget(): void {
    this.#routes.clear()
    this.#inFlight = 0
    this.#waiting = 0
  }
}
