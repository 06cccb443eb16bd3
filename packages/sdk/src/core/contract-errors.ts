import type { ErrorEntry } from "./errors.js";

/**
 * The custom errors of `contracts/interfaces` under their own names, so that a revert reads the same in API, SDK and
 * CLI. Status: 403 who may act, 409 what has happened already or not yet, 422 what the act says, 404 unknown things.
 */
export const CONTRACT_ERRORS = {
  Authorization_Expired: {
    status: 409,
    cause: "The deadline of the signed action has passed.",
    fix: "Sign the action again with a later deadline.",
  },
  Authorization_InvalidSignature: {
    status: 403,
    cause: "The signature does not prove that the signer signed this action for this contract on this chain.",
    fix: "Sign exactly this message with the signer's own key, for this network.",
  },
  Authorization_SenderIsNotSigner: {
    status: 403,
    cause: "The action carries no signature and was not sent by its signer.",
    fix: "Sign the action, or send the transaction from the signer's account.",
  },
  Authorization_MalformedSigner: {
    status: 422,
    cause: "Signer bytes are neither an account (20) nor a passkey (84).",
    fix: "Give the account address, or the network's verifier followed by the P-256 key.",
  },
  Authorization_ForeignVerifier: {
    status: 403,
    cause: "The passkey names another verifier contract than the network's own.",
    fix: "Put the network's own verifier before the P-256 key.",
  },
  Authorization_WrongNonce: {
    status: 409,
    cause: "The nonce is not the signer's next one: another action came first, or this one was recorded.",
    fix: "Read the signer's nonce and sign again.",
  },
  Account_Expired: {
    status: 409,
    cause: "The deadline of the account's act has passed.",
    fix: "Let the passkeys sign the act again with a later deadline.",
  },
  Account_WrongNonce: {
    status: 409,
    cause: "The nonce is not the account's next: another act came first, or this one was carried out.",
    fix: "Read the nonce and let the passkeys sign again with it.",
  },
  Account_InvalidSignature: {
    status: 403,
    cause: "Fewer of the account's passkeys signed this act than its threshold asks.",
    fix: "Let enough distinct passkeys of the account sign exactly this act.",
  },
  Account_NotPasskey: {
    status: 422,
    cause: "The signer is no passkey that names the network's verifier.",
    fix: "Give 84 bytes: the network's verifier and the P-256 key.",
  },
  Account_NotSelf: {
    status: 403,
    cause: "Only the account itself may change its passkeys and threshold.",
    fix: "Let the account do it, by an act that its passkeys sign.",
  },
  Course_InvalidCode: {
    status: 422,
    cause: "The course code is malformed.",
    fix: "Use 1 to 63 lowercase letters, digits and hyphens, the first a letter or digit.",
  },
  Course_Taken: { status: 409, cause: "The institution has a course of this code.", fix: "Choose another code." },
  Course_Unknown: { status: 404, cause: "There is no such course.", fix: "Check the course id, or register it first." },
  Course_UnknownVersion: {
    status: 404,
    cause: "There is no such course version.",
    fix: "Check the version id, or publish it first.",
  },
  Course_VersionTaken: {
    status: 409,
    cause: "The course has a version with this very descriptor.",
    fix: "Use that version, or change the descriptor.",
  },
  Course_NotOwner: {
    status: 403,
    cause: "The institution does not own the course now.",
    fix: "Let an owner act, or become an owner by invitation.",
  },
  Course_TooManyOwners: {
    status: 409,
    cause: "The course has eight owners.",
    fix: "End the part of one of them first.",
  },
  Course_NotInvited: {
    status: 403,
    cause: "The institution was not invited to this part.",
    fix: "Ask an owner of the course for an invitation.",
  },
  Course_PartTaken: {
    status: 409,
    cause: "The institution holds, held or was offered this part before.",
    fix: "Accept the invitation that is open; a part that ended does not come back.",
  },
  Course_InvalidPart: {
    status: 422,
    cause: "The part is neither owner nor deliverer.",
    fix: "Name owner (1) or deliverer (2).",
  },
  Course_LastOwner: {
    status: 409,
    cause: "The institution is the course's last owner.",
    fix: "Invite another owner first; a course always has one.",
  },
  Course_WrongPrevious: {
    status: 422,
    cause: "The previous version is of another course.",
    fix: "Name a version of the same course, or 0 for the first.",
  },
  Course_NotHeir: {
    status: 403,
    cause: "The predecessor did not merge into the institution, or does not hold this part.",
    fix: "Let the successor of the merged institution take over a part that it held.",
  },
  Course_InvalidTeachOut: {
    status: 422,
    cause: "The teach-out ends in the past, or later than was said before.",
    fix: "Choose an end from now on; an end may only come nearer.",
  },
  Credential_BatchUsed: {
    status: 409,
    cause: "The institution has anchored a batch of this number.",
    fix: "If the commitment in `details.word` is yours, it is done; otherwise draw another number.",
  },
  Credential_InvalidSize: {
    status: 422,
    cause: "The size of the batch is 0 or beyond 2^20.",
    fix: "Use highest index + 1, and split larger batches.",
  },
  Credential_MayNotIssue: {
    status: 403,
    cause: "The institution neither owns nor delivers the course, or the version's teach-out is over.",
    fix: "Let an owner or deliverer issue, for a version that is still taught.",
  },
  Credential_NotKeeper: {
    status: 403,
    cause: "The acting institution does not keep the records of the other one.",
    fix: "Let the successor or the records keeper of an institution that left, closed or merged act.",
  },
  Credential_InvalidStatusChange: {
    status: 422,
    cause: "The status change is empty, of uneven lists, without an action, or beyond the bitmap.",
    fix: "Give one mask for each word, words below 4096, and an action.",
  },
  Institution_NotGovernance: {
    status: 403,
    cause: "Only the network's governance may do this.",
    fix: "Let governance sign.",
  },
  Institution_ForeignGovernor: {
    status: 422,
    cause: "The governor named at deployment answers to another registry.",
    fix: "Deploy the governor for this registry's address.",
  },
  Institution_NotNext: {
    status: 409,
    cause: "The institution number is not the next one: the admission was recorded, or another came first.",
    fix: "Read the count and sign again with the next number.",
  },
  Institution_Unknown: { status: 404, cause: "There is no such institution.", fix: "Check the institution number." },
  Institution_InvalidField: {
    status: 422,
    cause: "A field is empty or out of range.",
    fix: "`details.field`: 0 name, 1 domain, 2 country, 3 kind, 4 purposes, 5 successor, 6 standing, 7 ground or its document.",
  },
  Institution_WrongSequence: {
    status: 409,
    cause: "The sequence is not the next one: another change came first, or this one was recorded.",
    fix: "Read the institution and sign again with its next sequence.",
  },
  Institution_KeyTaken: {
    status: 409,
    cause: "The institution holds, or once held, this key.",
    fix: "Add another key; a key's window is never opened twice.",
  },
  Institution_TooManyKeys: {
    status: 409,
    cause: "The institution has as many signers with open or coming windows as it may have.",
    fix: "Retire a key first; see `details.most`.",
  },
  Institution_GovernKeyTaken: {
    status: 409,
    cause: "Another account votes for the institution still, or this account votes or voted for another one.",
    fix: "Retire the first account, and give each institution an account of its own.",
  },
  Institution_GovernNeedsAccount: {
    status: 422,
    cause: "A passkey cannot vote by itself.",
    fix: "Give the purpose `govern` to an account; an account contract can be held by passkeys.",
  },
  Institution_NotAppealable: {
    status: 409,
    cause: "Only the latest standing can be appealed, once, and not an active one.",
    fix: "Read the standings; governance answers an appeal by the next one.",
  },
  Institution_TooManyPredecessors: {
    status: 409,
    cause: "The successor would have more institutions merged into it than `details.most`.",
    fix: "Name another successor.",
  },
  Institution_UnknownKey: {
    status: 404,
    cause: "The institution never held this key.",
    fix: "Check the key id against the institution's keys.",
  },
  Institution_InvalidWindow: {
    status: 422,
    cause: "The key's window starts in the past, ends before it starts, or would grow.",
    fix: "Start now (0) or later, end after the start, and only shorten a window.",
  },
  Institution_MalformedKey: {
    status: 422,
    cause: "Key bytes are neither a signer nor an Ed25519 or P-256 multikey.",
    fix: "Give 20 or 84 bytes of a signer, or a multikey that starts with 0xed01 or 0x8024.",
  },
  Institution_CredentialKeyPurposes: {
    status: 422,
    cause: "A credential key may do nothing but issue.",
    fix: "Give it the purpose `issue` alone.",
  },
  Institution_InvalidReport: {
    status: 422,
    cause: "The report reaches more than 30 days back, into the future, or is later than an earlier one.",
    fix: "Name a time in the last 30 days; governance may go further back.",
  },
  Institution_NotAuthorised: {
    status: 403,
    cause: "The key does not act for the institution with this purpose now.",
    fix: "Use a key with this purpose and an open window, of an institution in active standing.",
  },
  Network_NotGovernance: {
    status: 403,
    cause: "Only the network's governance may do this.",
    fix: "Let governance sign.",
  },
  Network_NotAContract: { status: 422, cause: "There is no contract at this address.", fix: "Check the address." },
  Network_ForeignLens: {
    status: 422,
    cause: "The lens reads another directory.",
    fix: "Deploy the lens for this directory's address.",
  },
  Quality_NotDecidable: {
    status: 409,
    cause: "The round is not closed, or it is formative and has no decision.",
    fix: "Close the round after its reply window; formative rounds end without a decision.",
  },
  Quality_AlreadyDecided: {
    status: 409,
    cause: "The round was decided; a decision is given once.",
    fix: "Read the decision; another panel needs a round of its own.",
  },
  Quality_InvalidPanel: {
    status: 422,
    cause: "There are more than 15 seats, or not one rating word for each role.",
    fix: "Give one rating word for each role, for at most 15 seats.",
  },
  Round_Unknown: { status: 404, cause: "There is no such round.", fix: "Check the round id, or open it first." },
  Round_WrongStage: {
    status: 409,
    cause: "The round is at another stage than this needs.",
    fix: "See `details`: stages are opened, accepted, reviewing, closed, abandoned.",
  },
  Round_WrongPurpose: {
    status: 409,
    cause: "The act is for rounds of the other purpose.",
    fix: "Seals, added seats and decisions belong to summative rounds; formative rounds take digests alone.",
  },
  Round_WrongNumber: {
    status: 409,
    cause: "The round's number is not the next one of this version and rubric.",
    fix: "Use the count of rounds + 1; another round was opened first, or this one was recorded.",
  },
  Round_VersionRetired: {
    status: 409,
    cause: "The course version is retired.",
    fix: "Open a round for a version that is taught.",
  },
  Round_InvalidOpening: {
    status: 422,
    cause: "A field of the opening is out of range.",
    fix: "`details.field`: 0 purpose, 1 basis, 2 route, 3 seats, 4 validity, 5 deadline.",
  },
  Round_NotAppealable: {
    status: 409,
    cause: "The round cannot be appealed against.",
    fix: "An appeal is against a closed summative round of the same version and rubric, once, and not against an appeal.",
  },
  Round_SharedWithAppealed: {
    status: 403,
    cause: "The institution convened, or appointed to, the round that is appealed against.",
    fix: "Choose a convener and appointing institutions that had no part in the first round.",
  },
  Round_Tied: {
    status: 403,
    cause: "The institution owns or delivers the course, or did within three years.",
    fix: "Choose a convener or reviewer without a tie to the course, by any affiliation.",
  },
  Round_WrongSeat: {
    status: 409,
    cause: "The seat is not the next one of the round, or there is none of this number.",
    fix: "Use the number of seats so far; another seat was appointed first, or this one was recorded.",
  },
  Round_TooMany: {
    status: 422,
    cause: "There are too many seats, or too many affiliations at a seat.",
    fix: "Keep to 15 seats a round and 8 affiliations a seat.",
  },
  Round_InvalidRole: {
    status: 422,
    cause: "There is no such role.",
    fix: "Name subject expert (1), education (2), practitioner (3), learner (4) or chair (5).",
  },
  Round_SignerSeated: {
    status: 409,
    cause: "This signer holds a seat of this round.",
    fix: "Give every seat a signer of its own, for this round only.",
  },
  Round_SeatTaken: {
    status: 409,
    cause: "The seat is recorded with other content.",
    fix: "Read the seats, and appoint under the next index.",
  },
  Round_SeatNotAsked: {
    status: 409,
    cause: "Nobody asked for this seat: an added one is for the institution and role that the convener named.",
    fix: "Appoint for the institution and role in the round's facts, once.",
  },
  Round_UnknownSeat: {
    status: 404,
    cause: "The round has no such seat.",
    fix: "Check the seat's index.",
  },
  Round_AlreadyObjected: {
    status: 409,
    cause: "The provider has objected to a seat of this round; it does so once.",
    fix: "Read the objection.",
  },
  Round_PanelChanged: {
    status: 409,
    cause: "The convener confirms another number of seats than are appointed now, or excludes one beyond them.",
    fix: "Look at the seats, and confirm the panel as it is, or abandon the round.",
  },
  Round_PanelIncomplete: {
    status: 409,
    cause: "The seats do not reach what the rubric and the opening ask.",
    fix: "`details.what`: 0 seats, 1 distinct institutions, 2 to 6 a role; appoint what is missing.",
  },
  Round_SeatExcluded: {
    status: 409,
    cause: "The convener left this seat out of the panel.",
    fix: "Only seats of the panel seal and review.",
  },
  Round_NotSeatSigner: {
    status: 403,
    cause: "Only the signer appointed to the seat may review from it.",
    fix: "Sign with the seat's own key.",
  },
  Round_DeadlinePassed: {
    status: 409,
    cause: "The time for this is over.",
    fix: "Nothing may be added to this round any more; see `details.deadline`.",
  },
  Round_TooEarly: {
    status: 409,
    cause: "The time for this has not come.",
    fix: "Try again after `details.from`, Unix seconds.",
  },
  Round_InvalidSeal: {
    status: 409,
    cause: "The seat has sealed, or the commitment ends in 208 zero bits.",
    fix: "A seal is given once; draw another salt for a commitment that ends in zeros.",
  },
  Round_NotSealed: {
    status: 409,
    cause: "The seat did not seal in time.",
    fix: "Without a seal there is no review to reveal.",
  },
  Round_SealBroken: {
    status: 422,
    cause: "Digest, ratings and salt do not lead to the seal.",
    fix: "Reveal exactly what was sealed, with its salt.",
  },
  Round_AlreadySubmitted: {
    status: 409,
    cause: "The seat has submitted another review under this sequence.",
    fix: "A review is given once a sequence; the first stands.",
  },
  Round_WrongSequence: {
    status: 409,
    cause: "The sequence of the review is not the next one of the seat.",
    fix: "Use the sequence in `details.expected`.",
  },
  Round_InvalidRating: {
    status: 422,
    cause:
      "A rating is out of range, not this role's to give, missing where the role must rate, or in a formative round.",
    fix: "Correct the criterion in `details.criterion`; formative reviews carry ratings 0.",
  },
  Round_NoGround: {
    status: 422,
    cause:
      "A convener that abandons a round gives a ground; all zeros stand for a round that ended without its quorum.",
    fix: "Give the digest of the reason.",
  },
  Round_AlreadyReplied: {
    status: 409,
    cause: "The provider has replied; a reply is given once.",
    fix: "Read the reply.",
  },
  Round_AlreadyAdded: {
    status: 409,
    cause: "The convener has added a seat to this round; it may do so once.",
    fix: "Read the round.",
  },
  FollowUp_NotGovernance: {
    status: 403,
    cause: "Only the network's governance may do this.",
    fix: "Let governance sign.",
  },
  FollowUp_NoDecision: {
    status: 409,
    cause: "Only a closed summative round has a decision that something can follow.",
    fix: "Close the round first.",
  },
  FollowUp_ConditionsClosed: {
    status: 409,
    cause: "The conditions of this decision are closed.",
    fix: "Read the follow-up of the round.",
  },
  FollowUp_AlreadyRescinded: {
    status: 409,
    cause: "The decisions of this round are rescinded: nothing follows them any more.",
    fix: "Open another round.",
  },
  FollowUp_AlreadyCarried: {
    status: 409,
    cause: "The decision is carried to this version.",
    fix: "Read the carrying.",
  },
  FollowUp_NotMinor: {
    status: 409,
    cause: "The version is no minor change of the round's version, or of one that the decision was carried to.",
    fix: "Carry along minor versions, one after the other; another change needs a review.",
  },
  FollowUp_TooManySteps: {
    status: 409,
    cause: "A decision is carried over three minor versions at most.",
    fix: "Open a round for the new version.",
  },
  FollowUp_UnknownVersion: {
    status: 404,
    cause: "There is no such course version.",
    fix: "Check the version id, or publish it first.",
  },
  FollowUp_WrongNumber: {
    status: 409,
    cause: "The concern's number is not the next one of this version.",
    fix: "Use the count of concerns + 1; another was filed first, or this one was recorded.",
  },
  FollowUp_UnknownConcern: {
    status: 404,
    cause: "There is no such concern.",
    fix: "Check the concern id, or file it first.",
  },
  FollowUp_Tied: {
    status: 403,
    cause: "The institution owns or delivers the course, or did within three years.",
    fix: "Let an institution without a tie to the course act.",
  },
  FollowUp_NotAdmissible: {
    status: 409,
    cause: "The concern is admitted, or the institution filed it itself.",
    fix: "A second institution admits a concern, once.",
  },
  FollowUp_NotClosable: {
    status: 409,
    cause: "Only the two members of an admitted concern close it, each once.",
    fix: "Read the concern.",
  },
  FollowUp_NoDocument: {
    status: 422,
    cause: "A digest of all zeros names no document.",
    fix: "Give the digest of the reasons.",
  },
  Rubric_Taken: {
    status: 409,
    cause: "The publisher has published this rubric with this header.",
    fix: "Use it; an id stands for document and header together.",
  },
  Rubric_Unknown: { status: 404, cause: "There is no such rubric.", fix: "Check the rubric id, or publish it first." },
  Rubric_InvalidHeader: {
    status: 422,
    cause: "The rubric's header contradicts itself.",
    fix: "`details.fault`: 0 criteria count, 1 mask beyond the criteria, 2 quorum, 3 thresholds, 4 periods, 5 reserved bits.",
  },
  Lens_TooMany: {
    status: 422,
    cause: "One call answers at most 200 credentials.",
    fix: "Ask in several calls of 200 each.",
  },
} as const satisfies Record<string, ErrorEntry>;
