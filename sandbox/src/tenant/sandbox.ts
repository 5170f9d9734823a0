import { Activity } from '../control/activity.ts';
import { type Fault, Faults } from '../control/faults.ts';
import { EntraSignIn } from '../entra-sign-in/entra-sign-in.ts';
import { Consistency, noLag } from '../graph/consistency.ts';
import { standardLives, type TokenLives } from '../graph/context.ts';
import { documentedQuotas, Throttle } from '../graph/throttle.ts';
import { type IdentityClient, wellKnownClients } from '../identity/identity-clients.ts';
import { Listings } from '../odata/listing.ts';
import { Snapshots, standardTimes } from '../odata/snapshots.ts';
import { random } from '../people/random.ts';
import { openState, type SeedFacts, type State } from '../store/open-changes.ts';
import type { Store } from '../store/store.ts';
import type { ApiUser } from '../successfactors/api-users.ts';
import { SignIn, type SignInSettings } from '../successfactors/sign-in.ts';
import { Clock } from './clock.ts';
import { seedTenant, storeWithoutPeople, type Tenant } from './tenant.ts';
import { wellKnown } from './well-known.ts';

export interface SandboxSettings extends SignInSettings, SeedFacts {
  /** Rows of to-many navigations come in another order in every answer. */
  readonly shuffle: boolean;
  readonly autoDemote: boolean;
  /** The business e-mail of Employee Central goes to the person's users after each write. */
  readonly hrisSync: boolean;
  /** Certificate in PEM of the well-known OAuth client. */
  readonly oauthCertificate: string | null;
  /** Certificate in PEM of the app of Entra ID that has all permissions. */
  readonly entraCertificate: string | null;
  /** Graph's documented limits hold from the start. */
  readonly graphThrottling: boolean;
  /** ms until advanced queries and delta see a write, from the start. */
  readonly graphDelayMs: number;
  /** The file that keeps what was changed; absent: it is forgotten with the process. */
  readonly state?: string | undefined;
  /** Faults that are on from the start, and again after a reset. */
  readonly faults: readonly Fault[];
}

/** Everything that lives as long as the process: the tenant, tokens, faults, what happened lately. */
export class Sandbox {
  tenant: Tenant;
  readonly clock = new Clock();
  readonly activity = new Activity();
  /** Apps, keys and tokens of Microsoft Entra ID. */
  readonly entra: EntraSignIn;
  readonly throttle = new Throttle();
  /** How far reads of Graph lie behind its writes. */
  readonly consistency: Consistency;
  /** How long page tokens and delta tokens of Graph are good. */
  graphLives: TokenLives = standardLives;
  readonly faults: Faults;
  readonly signIn: SignIn;
  /** The applications of SAP Cloud Identity Services by client id. */
  readonly identityClients: Map<string, IdentityClient>;
  #nobody: Store | undefined;
  readonly listings = new Listings();
  readonly snapshots = new Snapshots();
  readonly settings: SandboxSettings;
  #next: () => number;
  #state: State;

  constructor(settings: SandboxSettings) {
    this.settings = settings;
    this.faults = new Faults(settings.seed);
    const { basicRetired, addressRefused, tokenLifeSeconds, oauthCertificate } = settings;
    this.signIn = new SignIn({ basicRetired, addressRefused, tokenLifeSeconds });
    if (oauthCertificate !== null) this.signIn.clients.set(wellKnown.oauthClientId, oauthCertificate);
    this.consistency = new Consistency(random(settings.seed), this.clock.now);
    this.entra = new EntraSignIn(settings.entraCertificate);
    this.identityClients = wellKnownClients(oauthCertificate);
    this.#next = random(settings.seed);
    this.#state = openState(settings.state, settings, Date.now());
    this.tenant = this.#seeded();
  }

  /** Back to the state of the start: rows, accounts, faults, locks; access tokens and registered clients stay good. */
  reset(): void {
    this.clock.reset();
    this.faults.clear();
    this.activity.clear();
    this.signIn.reset();
    this.snapshots.clear();
    this.snapshots.times = standardTimes;
    this.entra.reset();
    this.graphLives = standardLives;
    this.#next = random(this.settings.seed);
    this.#state.changes.clear();
    this.tenant = this.#seeded();
  }

  /** What a user sees: nobody where the target population is empty. */
  storeOf(user: ApiUser): Store {
    if (user.lacks !== 'people') return this.tenant.store;
    this.#nobody ??= storeWithoutPeople(this.settings.picklistIds);
    return this.#nobody;
  }

  /** Rows in the order of an answer: as stored, or shuffled. */
  arrange<T>(rows: readonly T[]): readonly T[] {
    if (!this.settings.shuffle) return rows;
    const shuffled = [...rows];
    for (let index = shuffled.length - 1; index > 0; index -= 1) {
      const other = Math.floor(this.#next() * (index + 1));
      const [one, two] = [shuffled[index], shuffled[other]];
      if (one !== undefined && two !== undefined) [shuffled[index], shuffled[other]] = [two, one];
    }
    return shuffled;
  }

  close(): void {
    this.#state.changes.close();
  }

  #seeded(): Tenant {
    for (const fault of this.settings.faults) this.faults.add(fault);
    const tenant = seedTenant(this.settings, this.#state.begun, this.#state.changes);
    this.throttle.quotas = this.settings.graphThrottling ? documentedQuotas(tenant.population.size) : null;
    this.consistency.begin(
      { ...noLag, visibleAfterMs: this.settings.graphDelayMs },
      tenant.directory,
      tenant.copyDirectory,
    );
    return tenant;
  }
}
