import type { Program } from '../../sim/domain/program/program.ts'
import { fromBundle } from '../modules.ts'
import { type Question, rateOf, requestOf, wordsOf } from './questions.ts'
import { vienna } from './rights.ts'

/** What decides in the product: the index compiled of a program, and `decide()` by a credential, as at a reader. */
export type Product = Awaited<ReturnType<typeof productOf>>

const ORIGINS = { isOnline: () => true, name: (serial: string) => serial, position: () => undefined }

export async function productOf(program: Program) {
  const { compileAccess, userChanged } = await fromBundle<typeof import('../../sim/domain/access/access-index.ts')>(
    'sim/domain/access/access-index.ts',
  )
  const { decide } = await fromBundle<typeof import('../../sim/domain/access/decide.ts')>('sim/domain/access/decide.ts')
  const { explain } =
    await fromBundle<typeof import('../../sim/domain/access/explain.ts')>('sim/domain/access/explain.ts')
  const zone = await vienna()
  const words = wordsOf(program)
  const users = [...program.users.keys()]
  const index = compileAccess(program)
  const word = (question: Question) => requestOf(words, question)
  const ask = (request: ReturnType<typeof word>, at: number) =>
    decide(index, request, at, zone, ORIGINS).outcome === 'granted'
  return {
    words,
    compile: () => compileAccess(program),
    isGranted: (question: Question) => ask(word(question), question.at),
    rate: (questions: readonly Question[]) => rateOf(questions, word, ask),
    /** Each thousand of the questions follows a change of one user. */
    rateAfterChange: (questions: readonly Question[]) =>
      rateOf(questions, word, ask, (batch) => userChanged(index, program, users[(7 * batch) % users.length] ?? '')),
    explain(question: Question) {
      const request = word(question)
      const decision = decide(index, request, question.at, zone, ORIGINS)
      return () => explain(index, program, decision, request, question.at, zone, ORIGINS)
    },
  }
}
