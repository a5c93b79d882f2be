import { aTrust, CABIN, Estate, HOME, OFFICE } from './an-estate.ts'

/** Office manages; Home and Cabin have joined with this key and saved it. Office has not loaded since. */
export function threeInTrust() {
  const estate = new Estate()
  const office = estate.add(OFFICE, 'Office')
  const home = estate.add(HOME, 'Home')
  const cabin = estate.add(CABIN, 'Cabin')
  const key = aTrust(office, HOME, CABIN)
  for (const unit of [home, cabin]) {
    unit.join(key)
    unit.config()
  }
  return { estate, office, home, cabin, key }
}
