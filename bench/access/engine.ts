import type { User } from '../../sim/domain/program/program.ts'

/** A permission engine of somebody else, asked the same as `decide()`: by tag, door and instant. All that it takes to answer counts (docs/decisions/0026-a-peer-is-asked-the-whole-question.md). */
export interface Engine {
  readonly name: string
  ask(tag: string, door: string, at: number): boolean
  /** Makes anew what it holds of a user who changed, by its number. */
  afterChange(user: number): Promise<void> | void
}

export function tagOf({ tags: [tag] }: Pick<User, 'tags'>): string {
  return tag?.id ?? ''
}
