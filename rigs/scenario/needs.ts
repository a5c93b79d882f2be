/** What a scenario needs that not every lane or machine has. */
export type Need = 'faults'
