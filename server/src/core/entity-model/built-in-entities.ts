/**
 * The entities that a mapping meets, as compact data of our own.
 *
 * Names, types and navigations: "SAP Cloud SDK" classes generated from a tenant's SFOData service, and metadata of
 * tenants; names alone: Microsoft's "SAP SuccessFactors attribute reference" and "Microsoft Entra ID and SAP
 * SuccessFactors integration reference". After `?` stands what no metadata confirmed.
 *
 * A tenant has fewer fields than stand here, because its data model switches them off, and more, because countries and
 * customers add theirs.
 */
export interface EntityRow {
  readonly key: string;
  readonly text?: string;
  readonly dates?: string;
  readonly instants?: string;
  readonly flags?: string;
  readonly int32?: string;
  readonly int64?: string;
  readonly double?: string;
  readonly decimal?: string;
  /** `field=picklist`. */
  readonly picklists?: string;
  /** `navigation=Entity`; fields of the same name without `Nav` hold the option's id where the entity is missing. */
  readonly one?: string;
  readonly many?: string;
  /** Navigations to one option of a picklist. */
  readonly options?: string;
  /** Fields that reads do not give. */
  readonly hidden?: string;
  readonly dated?: true;
  readonly closed?: true;
  /** Has the fields that foundation objects share: a code with dated names. */
  readonly foundation?: 'plain' | 'translated';
  /** Who made and last changed a record, and when: not said twice. */
  readonly audit?: false;
  readonly upsertable?: string;
}

const ADDRESS = 'address1 address2 address3 address4 address5 address6 address7 address8 address9 address10 address11';

export const ENTITY_ROWS: Readonly<Record<string, EntityRow>> = {
  PerPerson: {
    key: 'personIdExternal',
    text: 'personIdExternal perPersonUuid userId countryOfBirth regionOfBirth placeOfBirth birthName',
    int64: 'personId',
    dates: 'dateOfBirth ?dateOfDeath',
    hidden: 'userId includeAllRecords',
    flags: 'includeAllRecords',
    one: 'personEmpTerminationInfoNav=PersonEmpTerminationInfo personTypeUsageNav=PersonTypeUsage userAccountNav=UserAccount countryOfBirthNav=Territory',
    many: 'personalInfoNav=PerPersonal phoneNav=PerPhone emailNav=PerEmail employmentNav=EmpEmployment emergencyContactNav=PerEmergencyContacts homeAddressNavDEFLT=PerAddressDEFLT nationalIdNav=PerNationalId personRerlationshipNav=PerPersonRelationship',
  },
  PerPersonal: {
    key: 'personIdExternal startDate',
    dated: true,
    text: 'personIdExternal firstName lastName middleName ?displayName ?preferredName formalName ?initials ?title salutation suffix gender maritalStatus nationality secondNationality thirdNationality nativePreferredLang birthName secondLastName ?partnerName ?partnerNamePrefix ?namePrefix ?firstNameAlt1 ?lastNameAlt1 ?middleNameAlt1 ?displayNameAlt1 ?firstNameAlt2 ?lastNameAlt2 ?middleNameAlt2 ?displayNameAlt2 ?businessFirstName ?businessLastName ?pronouns operation',
    dates: 'startDate endDate ?since',
    flags: 'includeAllRecords',
    hidden: 'operation includeAllRecords',
    one: 'personNav=PerPerson wfRequestNav=WfRequest',
    options: 'maritalStatusNav nativePreferredLangNav salutationNav suffixNav ?titleNav ?pronounsNav',
  },
  PerEmail: {
    key: 'emailType personIdExternal',
    closed: true,
    text: 'emailAddress emailType personIdExternal operation ?customString1 ?customString2 ?customString3 ?customString4 ?customString5',
    flags: 'isPrimary includeAllRecords',
    hidden: 'operation includeAllRecords',
    picklists: 'emailType=ecEmailType',
    one: 'personNav=PerPerson',
    options: 'emailTypeNav',
    upsertable: 'emailAddress emailType personIdExternal isPrimary operation',
  },
  PerPhone: {
    key: 'personIdExternal phoneType',
    closed: true,
    text: 'areaCode countryCode extension phoneNumber phoneType personIdExternal operation ?customString1 ?customString2 ?customString3 ?customString4 ?customString5',
    flags: 'isPrimary includeAllRecords',
    hidden: 'operation includeAllRecords',
    picklists: 'phoneType=ecPhoneType',
    one: 'personNav=PerPerson',
    options: 'phoneTypeNav',
    upsertable: 'areaCode countryCode extension phoneNumber phoneType personIdExternal isPrimary operation',
  },
  PersonEmpTerminationInfo: {
    key: 'personIdExternal',
    closed: true,
    audit: false,
    text: 'personIdExternal',
    int32: 'activeEmploymentsCount',
    dates: 'latestTerminationDate',
  },
  EmpEmployment: {
    key: 'personIdExternal userId',
    text: 'personIdExternal userId assignmentIdExternal assignmentClass ?prevEmployeeId ?employeeFirstEmployment',
    int64: 'jobNumber',
    dates:
      'startDate endDate originalStartDate seniorityDate payrollEndDate ?serviceDate ?firstDateWorked ?lastDateWorked ?benefitsEligibilityStartDate ?benefitsEndDate ?bonusPayExpirationDate ?professionalServiceDate ?retirementDate ?salaryEndDate ?stockEndDate ?initialStockGrantDate ?eligibleForSalContinuationDate',
    flags:
      'hiringNotCompleted isECRecord includeAllRecords ?isContingentWorker ?okToRehire ?regretTermination ?eligibleForStock ?eligibleForSalContinuation ?sickPayEligibility',
    hidden: 'includeAllRecords',
    one: 'userNav=User empGlobalAssignmentNav=EmpGlobalAssignment personNav=PerPerson wfRequestNav=WfRequest ?empTerminationNav=EmpEmploymentTermination',
    many: 'jobInfoNav=EmpJob compInfoNav=EmpCompensation empJobRelationshipNav=EmpJobRelationships ?jobRelationshipNav=EmpJobRelationships empPayCompNonRecurringNav=EmpPayCompNonRecurring empWorkPermitNav=EmpWorkPermit paymentInformationNav=PaymentInformationV3',
  },
  EmpEmploymentTermination: {
    key: 'endDate personIdExternal userId',
    text: 'personIdExternal userId eventReason attachmentId ?notes',
    decimal: 'newMainEmploymentId',
    dates:
      'endDate payrollEndDate ?lastDateWorked ?benefitsEndDate ?bonusPayExpirationDate ?salaryEndDate ?stockEndDate',
    flags: '?okToRehire ?regretTermination',
    one: 'employmentNav=EmpEmployment jobInfoNav=EmpJob personNav=PerPerson userNav=User',
  },
  EmpGlobalAssignment: {
    key: 'userId',
    text: 'userId personIdExternal assignmentClass assignmentType ?company ?notes ?eventReason',
    dates: 'startDate endDate payrollEndDate plannedEndDate',
    one: 'employmentNav=EmpEmployment userNav=User',
    options: 'assignmentTypeNav',
  },
  EmpJob: {
    key: 'seqNumber startDate userId',
    dated: true,
    text: 'userId jobTitle localJobTitle jobCode position managerId department division businessUnit company costCenter location payGrade payScaleArea payScaleGroup payScaleLevel payScaleType emplStatus employmentType employeeClass countryOfCompany event eventReason flsaStatus eeoClass eeo1JobCategory eeo4JobCategory eeo5JobCategory eeo6JobCategory ?regularTemp ?employeeType holidayCalendarCode workscheduleCode timeTypeProfileCode ?timeRecordingProfileCode timezone ?notes contractType ?contractId ?contractNumber corporation workLocation workerCategory empRelationship harmfulAgentExposure commitmentIndicator noticePeriod occupationalLevels periodIndicator probationaryPeriodMeasure continuedSicknessPayMeasure contractReferenceForAed electoralCollegeForLaborCourt electoralCollegeForWorkersRepresentatives electoralCollegeForWorksCouncil familyRelationshipWithEmployer laborCourtSector sickPaySupplement tupeOrgNumber wtdHoursLimit attachmentId attachmentFileName attachmentFileType attachmentMimeType operation',
    int64: 'seqNumber assedicCertInitialStateNum assedicCertObjectNum continuedSicknessPayPeriod probationaryPeriod',
    double: 'fte standardHours travelDistance fgtsPercent ?workingDaysPerWeek',
    decimal: 'attachmentFileSize attachmentStatus',
    dates:
      'startDate endDate contractEndDate expectedReturnDate initialEntryDate entryIntoGroup positionEntryDate probationPeriodEndDate noticePeriodStartDate fgtsDate workPermitExpiry ?jobEntryDate ?companyEntryDate ?departmentEntryDate ?locationEntryDate ?payScaleLevelEntryDate ?retirementDate',
    flags:
      '?isFulltimeEmployee isCompetitionClauseActive isSideLineJobAllowed calcMethodIndicator exclExecutiveSector fgtsOptant hazard healthRisk laborProtection mandatoryRange pcfm pensionProtection permitIndicator retired teachersPension workingTimeDirective ?isCrossBorderWorker',
    hidden: 'operation',
    one: 'companyNav=FOCompany departmentNav=FODepartment divisionNav=FODivision businessUnitNav=FOBusinessUnit costCenterNav=FOCostCenter jobCodeNav=FOJobCode locationNav=FOLocation payGradeNav=FOPayGrade eventReasonNav=FOEventReason positionNav=Position managerUserNav=User managerEmploymentNav=EmpEmployment userNav=User employmentNav=EmpEmployment wfRequestNav=WfRequest holidayCalendarCodeNav=HolidayCalendar workscheduleCodeNav=WorkSchedule timeTypeProfileCodeNav=TimeTypeProfile payScaleAreaNav=PayScaleArea payScaleGroupNav=PayScaleGroup payScaleLevelNav=PayScaleLevel payScaleTypeNav=PayScaleType',
    options:
      'emplStatusNav employmentTypeNav employeeClassNav eventNav countryOfCompanyNav contractTypeNav flsaStatusNav eeoClassNav eeo1JobCategoryNav empRelationshipNav commitmentIndicatorNav continuedSicknessPayMeasureNav harmfulAgentExposureNav noticePeriodNav occupationalLevelsNav periodIndicatorNav probationaryPeriodMeasureNav workerCategoryNav ?regularTempNav ?employeeTypeNav',
  },
  User: {
    key: 'userId',
    audit: false,
    text: 'userId username status empId firstName lastName mi nickname ?displayName defaultFullName gender email businessPhone cellPhone homePhone fax addressLine1 addressLine2 addressLine3 city state zipCode country timeZone defaultLocale department division location jobCode ?jobFamily ?jobTitle title ?loginMethod ?assignmentIdExternal level citizenship ethnicity nationality suffix salutation onboardingId password ssn reasonForLeaving reviewFreq riskOfLoss impactOfLoss benchStrength businessSegment talentPool matrix1Label matrix2Label lastReviewDate ?payGrade ?jobLevel ?jobRole ?finalJobCode ?finalJobRole ?finalJobFamily ?localCurrencyCode ?salaryLocal',
    dates:
      'dateOfBirth dateOfPosition hireDate lastModified serviceDate ?origHireDate ?dateOfCurrentPosition ?companyExitDate',
    instants: 'lastModifiedDateTime lastModifiedWithTZ sciLastModified',
    flags: 'futureLeader keyPosition married matrixManaged minority newToPosition',
    int32: 'teamMembersSize',
    int64: 'totalTeamSize',
    hidden: 'password ssn',
    one: 'manager=User hr=User secondManager=User empInfo=EmpEmployment personKeyNav=PersonKey userPermissionsNav=UserPermissions',
    options:
      'benchStrengthNav businessSegmentNav ethnicityNav impactOfLossNav reasonForLeavingNav riskOfLossNav talentPoolNav',
    many: 'directReports=User hrReports=User matrixManager=User matrixReports=User customManager=User customReports=User secondReports=User proxy=User competencyRatingNav=CompetencyRating nominationNav=NominationTarget incumbentOfPositionNav=Position',
    upsertable:
      'userId username status empId firstName lastName mi nickname gender email businessPhone cellPhone homePhone fax addressLine1 addressLine2 addressLine3 city state zipCode country timeZone defaultLocale department division location jobCode title loginMethod custom01 custom02 custom03 custom04 custom05 custom06 custom07 custom08 custom09 custom10 custom11 custom12 custom13 custom14 custom15',
  },
  FOCompany: {
    key: 'externalCode startDate',
    dated: true,
    foundation: 'translated',
    text: 'country currency defaultLocation defaultPayGroup officialLanguage',
    double: 'standardHours',
    one: 'countryNav=Territory countryOfRegistrationNav=Country currencyNav=Currency defaultLocationNav=FOLocation defaultPayGroupNav=FOPayGroup',
  },
  FODepartment: {
    key: 'externalCode startDate',
    dated: true,
    foundation: 'translated',
    text: 'parent costCenter headOfUnit',
    one: 'parentNav=FODepartment costCenterNav=FOCostCenter headOfUnitNav=User',
  },
  FODivision: {
    key: 'externalCode startDate',
    dated: true,
    foundation: 'translated',
    text: 'headOfUnit ?parent',
    one: 'headOfUnitNav=User ?parentNav=FODivision',
  },
  FOBusinessUnit: {
    key: 'externalCode startDate',
    dated: true,
    foundation: 'translated',
    text: 'headOfUnit',
    one: 'headOfUnitNav=User',
  },
  FOCostCenter: {
    key: 'externalCode startDate',
    dated: true,
    foundation: 'translated',
    text: 'parent costcenterExternalObjectID costcenterManager entityUUID glStatementCode',
    one: 'parentNav=FOCostCenter costcenterManagerNav=User',
  },
  FOJobCode: {
    key: 'externalCode startDate',
    dated: true,
    foundation: 'translated',
    text: 'jobFunction grade jobLevel defaultJobLevel parentJobCode ?defaultEmployeeClass ?employeeClass ?regularTemporary ?workerCompCode ?defaultSupervisorLevel ?isFulltimeEmployee',
    double: '?standardHours',
    one: 'gradeNav=FOPayGrade jobFunctionNav=FOJobFunction parentJobCodeNav=FOJobCode defaultJobLevelNav=PickListValueV2',
    options: 'jobLevelNav',
    many: 'toJobClassificationCountry=JobClassificationCountry',
  },
  FOLocation: {
    key: 'externalCode startDate',
    dated: true,
    foundation: 'plain',
    text: 'timezone locationGroup companyFlx geozoneFlx addressAddress1 addressAddress2 addressAddress3 addressAddress4 addressAddress5 addressCity addressCountry addressCounty addressProvince addressState addressZipCode',
    double: 'standardHours',
    one: 'addressNavDEFLT=FOCorporateAddressDEFLT locationGroupNav=FOLocationGroup geozoneFlxNav=FOGeozone',
    many: 'companyFlxNav=FOCompany',
  },
  FOCorporateAddressDEFLT: {
    key: 'addressId',
    text: `${ADDRESS} city country county province state zipCode`,
    decimal: 'addressId',
    dates: 'startDate endDate',
    options:
      'address3Nav address4Nav address5Nav address6Nav address7Nav cityNav countryNav countyNav provinceNav stateNav',
  },
  FOPayGrade: { key: 'externalCode startDate', dated: true, foundation: 'plain', int64: 'paygradeLevel' },
  FOPayGroup: {
    key: 'externalCode startDate',
    dated: true,
    foundation: 'translated',
    text: 'payFrequency paymentFrequency payrollVendorId primaryContactEmail primaryContactID primaryContactName secondaryContactEmail secondaryContactID secondaryContactName dataDelimiter decimalPoint',
    int64: 'lag weeksInPayPeriod',
    dates: 'earliestChangeDate',
    one: 'paymentFrequencyNav=PickListValueV2',
    options: 'payFrequencyNav',
  },
  FOEventReason: {
    key: 'externalCode startDate',
    dated: true,
    foundation: 'plain',
    text: 'event emplStatus payrollEvent',
    int64: 'implicitPositionAction',
    flags: 'includeInWorkExperience',
    options: 'emplStatusNav eventNav implicitPositionActionNav',
  },
  Position: {
    key: 'code effectiveStartDate',
    dated: true,
    text: 'code externalName_defaultValue externalName_localized positionTitle jobTitle jobCode jobLevel businessUnit division department company costCenter location payGrade payRange employeeClass regularTemporary incumbent type effectiveStatus description comment changeReason creationSource positionCriticality technicalParameters mdfSystemRecordStatus',
    dates: 'effectiveStartDate effectiveEndDate',
    flags: 'multipleIncumbentsAllowed positionControlled vacant',
    int64: 'criticality legacyPositionId transactionSequence',
    decimal: 'standardHours targetFTE',
    one: 'businessUnitNav=FOBusinessUnit divisionNav=FODivision departmentNav=FODepartment companyNav=FOCompany costCenterNav=FOCostCenter locationNav=FOLocation payGradeNav=FOPayGrade payRangeNav=FOPayRange jobCodeNav=FOJobCode incumbentNav=User parentPosition=Position jobLevelNav=PickListValueV2 employeeClassNav=PickListValueV2 regularTemporaryNav=PickListValueV2 positionCriticalityNav=PickListValueV2 changeReasonNav=PickListValueV2',
    many: 'positionMatrixRelationship=PositionMatrixRelationship rightToReturn=RightToReturn successorNav=Successor',
  },
  PicklistOption: {
    key: 'id',
    audit: false,
    text: 'externalCode localeLabel status ?mdfExternalCode',
    int64: 'id',
    int32: 'sortOrder',
    double: 'minValue maxValue optionValue',
    one: 'parentPicklistOption=PicklistOption picklist=Picklist',
    many: 'childPicklistOptions=PicklistOption picklistLabels=PicklistLabel',
  },
  Picklist: { key: 'picklistId', audit: false, text: 'picklistId', many: 'picklistOptions=PicklistOption' },
  PicklistLabel: {
    key: 'locale optionId',
    audit: false,
    text: 'label locale',
    int64: 'id optionId',
    one: 'picklistOption=PicklistOption',
  },
  PickListValueV2: {
    key: 'PickListV2_effectiveStartDate PickListV2_id externalCode',
    text: 'PickListV2_id externalCode nonUniqueExternalCode label_defaultValue label_localized parentPickListValue status mdfSystemRecordStatus',
    dates: 'PickListV2_effectiveStartDate',
    int64: 'lValue rValue legacyStatus optionId',
    decimal: 'minVal maxVal optValue',
    many: 'parentPickListValueNav=PickListValueV2',
  },
  Territory: { key: 'territoryCode', audit: false, text: 'territoryCode territoryName ?twoCharCountryCode' },
  Country: {
    key: 'code effectiveStartDate',
    dated: true,
    text: 'code twoCharCountryCode currency externalName_defaultValue externalName_localized status mdfSystemRecordStatus ?territoryCode ?territoryName',
    int64: 'numericCountryCode territoryId',
    dates: 'effectiveStartDate effectiveEndDate',
    flags: 'isDRMEnabled isSetByMigrate',
    one: 'currencyNav=Currency',
  },
  PerAddressDEFLT: {
    key: 'addressType personIdExternal startDate',
    dated: true,
    text: `personIdExternal addressType ${ADDRESS} address12 city country county province state zipCode notes operation`,
    dates: 'startDate endDate',
    flags: 'includeAllRecords',
    hidden: 'operation includeAllRecords',
    one: 'personNav=PerPerson countryNav=Territory',
    options: 'stateNav countyNav address3Nav address4Nav address6Nav address7Nav address8Nav',
  },
  PerNationalId: {
    key: 'cardType country personIdExternal',
    text: 'personIdExternal cardType country nationalId notes operation',
    flags: 'isPrimary',
    hidden: 'operation',
    one: 'personNav=PerPerson countryNav=Territory',
  },
  PerEmergencyContacts: {
    key: 'name personIdExternal relationship',
    text: 'personIdExternal name relationship phone ?secondPhone email primaryFlag addressAddress1 addressCity addressCountry addressState addressZipCode operation',
    flags: 'isAddSameAsEmployee isDependent',
    hidden: 'operation',
    one: 'personNav=PerPerson',
    options: 'relationshipNav',
  },
  PersonTypeUsage: {
    key: 'externalCode',
    text: 'person personType mdfSystemRecordStatus ?personIdExternal',
    int64: 'externalCode',
    dates: 'startDate endDate',
    one: 'personTypeNav=PersonType',
  },
  UserAccount: {
    key: 'username',
    audit: false,
    text: 'username accountStatus defaultLocale personIdExternal sapGlobalUserId ?email ?loginMethod',
    int64: 'accountId',
    instants: 'createdDateTime lastModifiedDateTime lastInactivationDateTime lastLoginFailedDateTime',
    many: 'user=User',
  },
  PersonKey: {
    key: 'personIdExternal',
    audit: false,
    text: 'perPersonUuid personIdExternal',
    int64: 'personId',
    one: 'userAccountNav=UserAccount',
  },
  EmpCompensation: {
    key: 'seqNumber startDate userId',
    dated: true,
    text: 'userId event eventReason payGroup payrollId operation ?payType ?benefitsRate',
    int64: 'seqNumber',
    dates: 'startDate endDate',
    flags: '?isEligibleForBenefits ?isEligibleForCar ?isHighlyCompensatedEmployee ?isInsider',
    hidden: 'operation',
    one: 'employmentNav=EmpEmployment payGroupNav=FOPayGroup eventReasonNav=FOEventReason userNav=User',
    options: 'eventNav',
    many: 'empPayCompRecurringNav=EmpPayCompRecurring empCompensationGroupSumCalculatedNav=EmpCompensationGroupSumCalculated',
  },
  EmpJobRelationships: {
    key: 'relationshipType startDate userId',
    dated: true,
    text: 'userId relUserId relationshipType operation',
    dates: 'startDate endDate',
    hidden: 'operation',
    one: 'employmentNav=EmpEmployment relEmploymentNav=EmpEmployment relUserNav=User userNav=User',
    options: 'relationshipTypeNav',
  },
};
