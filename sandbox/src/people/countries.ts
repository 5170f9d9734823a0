import type { Store } from '../store/store.ts';
import { OPEN_END } from './calendar.ts';

interface Place {
  readonly country: string;
  readonly twoChar: string;
  readonly countryName: string;
  readonly currency: string;
}

/** Where people were born, beside the countries of the work places. */
const birthPlaces: Readonly<Record<string, readonly [twoChar: string, name: string]>> = {
  BRA: ['BR', 'Brazil'],
  ESP: ['ES', 'Spain'],
  FRA: ['FR', 'France'],
  IND: ['IN', 'India'],
  IRL: ['IE', 'Ireland'],
  NGA: ['NG', 'Nigeria'],
  NOR: ['NO', 'Norway'],
  POL: ['PL', 'Poland'],
  SGP: ['SG', 'Singapore'],
  SWE: ['SE', 'Sweden'],
  TUR: ['TR', 'Türkiye'],
  ZAF: ['ZA', 'South Africa'],
};

/**
 * The countries of the tenant: as territories, which people are born in, and, those with a company, as countries, which
 * companies are registered in.
 *
 * @param from first day of all countries, in ms
 */
export function seedCountries(store: Pick<Store, 'insert'>, from: number, places: readonly Place[]): void {
  const territory = (territoryCode: string, twoCharCountryCode: string, territoryName: string) =>
    store.insert('Territory', { territoryCode, twoCharCountryCode, territoryName });
  for (const [code, [twoChar, name]] of Object.entries(birthPlaces)) territory(code, twoChar, name);
  for (const { country, twoChar, countryName, currency } of places) {
    territory(country, twoChar, countryName);
    store.insert('Country', {
      code: country,
      effectiveStartDate: from,
      effectiveEndDate: OPEN_END,
      status: 'A',
      twoCharCountryCode: twoChar,
      currency,
      externalName_defaultValue: countryName,
      externalName_localized: countryName,
    });
  }
}
