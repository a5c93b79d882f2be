import { setImmediate } from 'node:timers/promises'
import fc from 'fast-check'
import { arbitraryCase, type Case } from './arbitrary-case.ts'
import { productDecider } from './product.ts'
import { ask, modelDecider } from './question.ts'

/** Programs between two looks at how many questions were asked. */
const PROGRAMS = 100

/**
 * Asks both sides about random programs until that many questions were asked, and answers how many it were. Throws at the first
 * disagreement, shrunk, with the seed that finds it again.
 */
export async function compare(questions: number, seed: number): Promise<number> {
  let asked = 0
  const property = fc.property(arbitraryCase, (found) => {
    agree(found)
    asked += found.questions.length
  })
  for (let batch = 0; asked < questions; batch++) {
    fc.assert(property, { seed: seed + batch, numRuns: PROGRAMS })
    await setImmediate() // lets the test runner's own messages through
  }
  return asked
}

function agree({ model, built, questions }: Case): void {
  const [expected, product] = [modelDecider(model), productDecider(model, built)]
  for (const question of questions) {
    if (ask(product, question) !== ask(expected, question)) throw new Error('the product and the second model disagree')
  }
}
