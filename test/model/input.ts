/** What the model is asked about: plain data. Ids are unique among all principals; instants are milliseconds since 1970 UTC. */
export interface Model {
  /** IANA zone of the unit that owns the doors. */
  readonly zone: string
  readonly strategy: Strategy
  readonly users: readonly User[]
  readonly groups: readonly Group[]
  readonly trustMembers: readonly Principal[]
  readonly blocks: readonly Block[]
  readonly assignments: readonly Assignment[]
  readonly schedules: readonly Schedule[]
  readonly modesByLogic: readonly LogicMode[]
  readonly calendar: readonly CalendarEntry[]
}

/** How the schedules of a user and of the groups combine (AMB-13): `combined` in `model.ts` defines the three. */
export type Strategy = 'union' | 'user-overrides' | 'intersection'

export interface Principal {
  readonly id: string
  readonly memberOf: readonly string[]
}

export interface User extends Principal {
  readonly status: Status
}

/** The table of §3.5. */
export type Status =
  | { readonly userState: 0 | 1 }
  | { readonly userState: 2; readonly validUntil: number }
  | { readonly userState: 3; readonly validFrom: number }
  | { readonly userState: 4; readonly validFrom: number; readonly validUntil: number }

export interface Group extends Principal {
  readonly type: 'normal' | 'all' | 'none' | 'full-access'
}

/** `function:*` or `trustio:*`, with its `room:*` and `category:*`. */
export interface Block {
  readonly object: string
  readonly room?: string
  readonly category?: string
}

/** `physical` is the scope of doors and devices, where it does not count (P-39). */
export type Scope = 'internal' | 'external' | 'physical'

/** A schedule belongs to an allow on `access:*`; on a deny it has no meaning (P-40). */
export interface Assignment {
  readonly principal: string
  readonly object: string
  readonly scope: Scope
  readonly effect: 'allow' | 'deny'
  readonly schedule?: string
}

/** `Always` and `Never` need no schedule here. Modes: highest priority first; 3 to 9 are Monday to Sunday. */
export interface Schedule {
  readonly name: string
  readonly modes: readonly number[]
  readonly entries: readonly { readonly mode: number; readonly fromMin: number; readonly toMin: number }[]
}

/** The local dates (`YYYY-MM-DD`) on which logic has, or had, a mode switched on. */
export interface LogicMode {
  readonly mode: number
  readonly dates: readonly string[]
}

/** Dates are `YYYY-MM-DD`, days of a year `MM-DD`; the last day of a span belongs to it. Weekdays: Monday is 1. */
export type CalendarEntry = { readonly mode: number } & (
  | { readonly calMode: 0; readonly day: string }
  | { readonly calMode: 1; readonly easterOffset: number }
  | { readonly calMode: 2; readonly date: string }
  | { readonly calMode: 3; readonly from: string; readonly to: string }
  | { readonly calMode: 4; readonly from: string; readonly to: string }
  /** `nth` 1 to 4; 5 is the last one, whether fourth or fifth; 0 is every one. */
  | { readonly calMode: 5; readonly month: number; readonly weekday: number; readonly nth: number }
)
