/**
 * What a person presents. Ids are canonical: a tag's as upper-case hex bytes joined by spaces (`04 A1 B2 C3`, encrypted
 * ones end in ` EC`, §3.6.1); an iButton's as `01.AB.89.67.45.23.01.CRC`, family first, CRC last; codes as typed digits.
 */
export type Credential =
  | { readonly kind: 'tag'; readonly id: string }
  | { readonly kind: 'ibutton'; readonly id: string }
  | { readonly kind: 'code'; readonly id: string }
  | { readonly kind: 'external'; readonly id: string }

export type CredentialKind = Credential['kind']

/** Somebody who is logged in with an App instead: known already, so without an id. */
export interface ByApp {
  readonly kind: 'app'
  readonly id: ''
}
