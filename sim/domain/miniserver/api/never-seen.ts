import type { User } from '../../program/program.ts'

/** Somebody is given a tag that nobody here had. Says whose, and not which: ids of tags are secrets. */
export function neverSeen({ name, uuid }: Pick<User, 'name' | 'uuid'>) {
  return { type: 'notice', name: 'tag-never-seen', data: { user: name, uuid } } as const
}
