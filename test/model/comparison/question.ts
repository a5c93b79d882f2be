import type { Model, Scope } from '../input.ts'
import { anyMayEnter, mayEnter, type Permission, permission } from '../model.ts'

/** Instants are milliseconds since 1970 UTC. */
export type Question =
  | { readonly ask: 'mayEnter'; readonly user: string; readonly door: string; readonly at: number }
  /** Whoever of these holds the credential that is presented. */
  | { readonly ask: 'anyMayEnter'; readonly users: readonly string[]; readonly door: string; readonly at: number }
  | {
      readonly ask: 'permission'
      readonly principal: string
      readonly object: string
      readonly scope: Scope
      readonly at: number
    }

export type Answer = boolean | Permission

/** The two that are compared. */
export interface Decider {
  mayEnter(user: string, door: string, at: number): boolean
  anyMayEnter(users: readonly string[], door: string, at: number): boolean
  permission(principal: string, object: string, scope: Scope, at: number): Permission
}

export function modelDecider(model: Model): Decider {
  return {
    mayEnter: (user, door, at) => mayEnter(model, user, door, at),
    anyMayEnter: (users, door, at) => anyMayEnter(model, users, door, at),
    permission: (principal, object, scope, at) => permission(model, principal, object, scope, at),
  }
}

export function ask(decider: Decider, question: Question): Answer {
  switch (question.ask) {
    case 'mayEnter':
      return decider.mayEnter(question.user, question.door, question.at)
    case 'anyMayEnter':
      return decider.anyMayEnter(question.users, question.door, question.at)
    case 'permission':
      return decider.permission(question.principal, question.object, question.scope, question.at)
  }
}
