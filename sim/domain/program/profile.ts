/** What is known of a user besides what the Miniserver needs (R75, docs/csv.md), by the API's names for it, in its order. */
export const PROFILE_FIELDS = [
  'desc',
  'firstname',
  'lastname',
  'email',
  'phone',
  'company',
  'department',
  'personalno',
  'title',
  'debitor',
  'customField1',
  'customField2',
  'customField3',
  'customField4',
  'customField5',
] as const

export type ProfileField = (typeof PROFILE_FIELDS)[number]

/** Never transferred over a Trust (AMB-5). */
export type Profile = { readonly [Field in ProfileField]?: string }
