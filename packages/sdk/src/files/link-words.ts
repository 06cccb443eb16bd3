import { utf8 } from "../core/text.js";

/** Less usual words first: the nearer to the end, the shorter is what stands for them. */
const WORDS = [
  "オンライン対面学修成果：学修時間：時間分。評価合格条件参加形態：監督・本人確認あり。なし。",
  "評価に合格したことにより授与。参加により授与。学修成果は評価していない。大学コース修了",
  '"correctionOf":{"id":"urn:uuid:","type":"CorrectedCredential","correctedStatusEntry":"urn:peerseal:","correctionReason":{"',
  '"evidence":[{"id":"https://","type":["Evidence"],"name":"","narrative":"","genre":""}],',
  '"result":[{"type":["Result"],"resultDescription":"#result-","status":"Completed","value":"',
  'ja"en"fr"pt"et"es"de"knowledge"skill"responsibility"subject-expert"practitioner"learner"chair"education',
  '"practical"written"portfolio"oral"quiz"none"account"document"in-person"not-stated"forbidden"declared"free"',
  '"online"onsite"blended"identity-checked"supervised-online"supervised-onsite"',
  "Awarded for participation; the learning outcomes were not assessed.",
  "Without supervision or identity check. With an identity check. Supervised online, with an identity check. Supervised on site, with an identity check.",
  "Participation: online. Participation: on site. Participation: online and on site. University Institute of Technology",
  '"type":"DataIntegrityProof","cryptosuite":"eddsa-jcs-2022"ecdsa-rdfc-2019"did:web:#z6Mk',
  ',"awardBasis":"participation"assessed","outcomeAttained":["urn:peerseal:31337:0x:version:0x#outcome-',
  '{"type":["Alignment"],"targetType":"ext:EQFLevel","targetName":"EQF level 5","targetCode":"5","targetUrl":"http://data.europa.eu/snb/eqf/5","targetFramework":"European Qualifications Framework"},',
  '{"type":["Alignment"],"targetType":"ext:ISCEDField","targetName":"ISCED-F 2013 10","targetCode":"10","targetUrl":"http://data.europa.eu/snb/isced-f/10","targetFramework":"ISCED-F 2013"},',
  '{"type":["Alignment"],"targetType":"ext:ESCOConcept","targetName":"","targetCode":"LO1","targetUrl":"http://data.europa.eu/esco/skill/","targetFramework":"ESCO"}',
  '{"schema":"peerseal.bundle/1","credential":{"proof":[{"type":"DataIntegrityProof","created":"2026-11-01T00:00:00Z","verificationMethod":"did:key:z6Mk',
  '","cryptosuite":"eddsa-rdfc-2022","proofPurpose":"assertionMethod","proofValue":"z"}],',
  '"@context":["https://www.w3.org/ns/credentials/v2","https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json","https://w3id.org/peerseal/credentials/v1"],"id":"urn:uuid:',
  '","type":["VerifiableCredential","OpenBadgeCredential"],"name":"',
  '","issuer":{"id":"did:key:z6Mk","type":["Profile"],"name":" University","url":"https://',
  '","otherIdentifier":[{"type":"IdentifierEntry","identifier":"urn:peerseal:31337:0x',
  ':institution:1","identifierType":"ext:PeersealInstitution"}]},"validFrom":"2026-11-01T00:00:00Z","validUntil":"2031-11-01T00:00:00Z","awardedDate":"2026-11-01T00:00:00Z",',
  '"credentialSubject":{"type":["AchievementSubject"],"identifier":[{"type":"IdentityObject","hashed":true,"identityHash":"sha256$',
  '","identityType":"sisSourcedId"emailAddress","salt":"',
  '"}],"activityStartDate":"2026-09-01T00:00:00Z","activityEndDate":"2026-10-20T00:00:00Z","narrative":"Awarded for passing the assessment.","awardBasis":"assessed","outcomeAttained":["urn:peerseal:',
  '"],"identityCheckMade":"not-stated","supervisionMade":"not-stated","achievement":{"id":"urn:peerseal:31337:0x:version:0x',
  '","type":["Achievement"],"achievementType":"MicroCredential","name":"","description":"","criteria":{"narrative":"Learning outcomes:\\n- \\n- \\n\\nWorkload: 3 h.\\n\\nAssessment:\\n- To pass: \\n\\nParticipation: online',
  '"},"inLanguage":"ja"en","version":"1.0.0","humanCode":"","fieldOfStudy":"10","creator":{"id":"urn:peerseal:31337:0x:institution:1","type":["Profile"],"name":"',
  '"},"alignment":[{"type":["Alignment"],"targetType":"ext:ISCEDField","targetName":"ISCED-F 2013 ',
  '"],"resultDescription":[{"id":"urn:peerseal:31337:0x:version:0x#result-A1","type":["ResultDescription"],"name":"","resultType":"Result"}],"workloadMinutes":180,',
  '"learningOutcome":[{"id":"urn:peerseal:31337:0x:version:0x#outcome-LO1","type":"LearningOutcome","outcomeCode":"LO1","outcomeKind":"skill","outcomeText":{"en":"","ja":"',
  '"}}],"participationForm":"online","supervisionForm":"none","courseAssessment":[{"id":"urn:peerseal:31337:0x:version:0x#assessment-A1","type":"CourseAssessment","assessmentForm":"practical","assessmentText":{"en":"","ja":"',
  '"},"assessesOutcome":["urn:peerseal:31337:0x:version:0x#outcome-LO1"],"passRule":{"en":"","ja":"',
  '"},"identityCheck":"account","aiUse":"declared"}],"creditValue":[{"type":"CreditValue","creditScheme":"ECTS","creditAmount":"0.',
  '"}],"qualificationLevel":[{"type":"QualificationLevel","levelFramework":"EQF","levelValue":"5"}],"prerequisite":{"en":"","ja":"',
  '"},"stackable":true,"stackingText":{"en":"","ja":""},"stacksInto":[]}},',
  '"qualityAssurance":{"id":"urn:peerseal:31337:0x:round:0x#decision","type":"QualityDecision","reviewRubric":"urn:peerseal:31337:0x:rubric:0x',
  '","reviewRoute":"rapid"panel","decisionOutcome":"conditional"not-met"provisional"met","decidedAt":"2026-07-21T15:01:00Z","decisionExpiresAt":"2029-07-20T15:01:00Z",',
  '"asOfBlock":{"type":"ChainState","chainNetwork":"eip155:31337:0x","blockNumber":4711,"blockHash":"0x","blockTime":"2026-11-01T00:00:00Z"}},',
  '"credentialStatus":{"id":"urn:peerseal:31337:0x:batch:1:#5","type":"BitstringStatusListEntry","statusPurpose":"revocation","statusListIndex":"5","statusListCredential":"https://urn:peerseal:31337:0x:batch:1:/status/:revocation"}},',
  '"receipt":{"schema":"peerseal.receipt/1","network":"eip155:31337:0x","institution":1,"number":,"index":5,"size":1024,"digest":"0x","proof":["0x","0x","0x"],"root":"0x","courseVersion":"0x","key":"0x000000000000000000000000"},"courseVersion":null}',
].join("");

/**
 * What links need not hold because both sides know it: how credentials and bundles of ours usually read. It belongs to
 * the form 1 of links and never changes; other words would be another form.
 */
export const LINK_WORDS: Uint8Array = utf8(WORDS);
