import type { Bus } from '../ports/bus.ts'
import type { Clock } from '../ports/clock.ts'
import type { Datagrams } from '../ports/datagrams.ts'
import type { Store } from '../ports/store.ts'
import type { TrustLinks } from '../ports/trust-links.ts'

/**
 * The process in which a device of the virtual world runs. While it is paused it stands still: no timer fires, and what arrives
 * waits; when it goes on all of that happens, in the order in which it came.
 */
export class VirtualProcess {
  #held: Set<() => void> | undefined

  /** Lets something happen in the process: at once, or when it goes on. Returns its own undo. */
  enter(run: () => void): () => void {
    const held = this.#held
    if (held === undefined) {
      run()
      return () => {}
    }
    const entry = (): void => run()
    held.add(entry)
    return () => void held.delete(entry)
  }

  pause(): void {
    this.#held ??= new Set()
  }

  resume(): void {
    const held = this.#held
    this.#held = undefined
    if (held === undefined) return
    // What is undone by one before it does not happen.
    for (const run of held) run()
  }

  /** It is gone, and what waited with it; the next one runs. */
  end(): void {
    this.#held = undefined
  }

  clock(clock: Clock): Clock {
    return {
      now: () => clock.now(),
      at: (monotonicMs, run) => {
        let undo = clock.at(monotonicMs, () => {
          undo = this.enter(run)
        })
        return () => undo()
      },
    }
  }

  bus(bus: Bus): Bus {
    return {
      publish: (message) => bus.publish(message),
      onMessage: (receive) => bus.onMessage((message) => void this.enter(() => receive(message))),
    }
  }

  store(store: Store): Store {
    return {
      commit: (records, done) => store.commit(records, () => void this.enter(done)),
      load: () => store.load(),
    }
  }

  datagrams(datagrams: Datagrams): Datagrams {
    return {
      send: (to, bytes) => datagrams.send(to, bytes),
      onMessage: (receive) => datagrams.onMessage((bytes) => void this.enter(() => receive(bytes))),
    }
  }

  links(links: TrustLinks): TrustLinks {
    return {
      send: (to, message, address) => links.send(to, message, address),
      onMessage: (receive, failed, noted) =>
        links.onMessage(
          (from, message) => void this.enter(() => receive(from, message)),
          (to, id, reason) => void this.enter(() => failed(to, id, reason)),
          (note) => void this.enter(() => noted?.(note)),
        ),
    }
  }
}
