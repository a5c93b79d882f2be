/** A setting of the unit that is not as it is by default. */
export type Setting =
  | { readonly name: 'schedule-combination'; readonly strategy: ScheduleCombination }
  /** What the Miniserver is called from now on; its serial stays (C14). */
  | { readonly name: 'miniserver-name'; readonly title: string }
  /** Titles of the five custom fields of users; an empty one keeps its default. */
  | { readonly name: 'custom-fields'; readonly titles: readonly string[] }
  /** When the Access tab is shown (AMB-12): with any reader's block, or with an NFC Code Touch's only. */
  | { readonly name: 'access-tab'; readonly shownWith: 'any-reader' | 'nfc-code-touch' }

/** How access schedules of a user and of the user's groups go together (AMB-13); `union` by default. */
export const SCHEDULE_COMBINATIONS = ['union', 'user-overrides', 'intersection'] as const
export type ScheduleCombination = (typeof SCHEDULE_COMBINATIONS)[number]
