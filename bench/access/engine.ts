import type { Question } from './questions.ts'

/** A permission engine of somebody else, asked the same questions. */
export interface Engine {
  readonly name: string
  /** Puts a question into the engine's own words, ready to be asked; that costs it nothing. */
  word(question: Question): () => boolean
  /** What has to be made anew when a user changed, for who reads the page; absent where nothing has. */
  readonly afterChange?: (user: number) => Promise<void> | void
}
