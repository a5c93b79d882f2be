import type { Person } from '../person.ts'
import type { Presenter } from './presenter.ts'

/** Time to find the card, and the reader. */
const HANDS_S = 60

/**
 * Somebody at the terminal, who is asked for each credential by its name.
 *
 * @param reader `home/front-door`
 */
export function personPresenter(reader: string, person: Person): Presenter {
  return {
    withinMs: HANDS_S * 1000,
    isPerson: true,
    async present(_, name) {
      person.ask(`Hold ${name} to ${reader}, and take it off again (within ${HANDS_S}s)`)
    },
    async [Symbol.asyncDispose]() {},
  }
}
