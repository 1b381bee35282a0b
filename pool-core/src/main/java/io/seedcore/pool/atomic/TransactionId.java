package io.seedcore.pool.atomic;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The id of one transaction over several databases: {@code s1.REALM.STORESTORE.RANDOM}, 51 characters of ASCII. It says
 * where its decision may stand. It is never used again, and nobody can guess it, since MySQL lets any user end a branch
 * whose id he knows: so it is logged at debug only.
 *
 * @param realm 8 characters made from {@code SEEDCORE_REALM}
 * @param stores the ids of the stores in which the decision may stand, one or two of 8 characters each
 * @param random 22 characters, 128 random bits
 */
public record TransactionId(String realm, List<String> stores, String random) {

    /** The format of the branches of ours in {@code XA RECOVER}: "sc" and the version. */
    public static final int XA_FORMAT = 0x73630001;

    private static final Pattern TEXT =
            Pattern.compile("s1\\.([a-z0-9]{8})\\.([a-z0-9]{8})([a-z0-9]{8}|-{8})\\.([A-Za-z0-9_-]{22})");
    private static final Pattern PART = Pattern.compile("[a-z0-9]{8}");
    private static final String NO_STORE = "--------";
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz234567";
    private static final SecureRandom RANDOM = new SecureRandom();

    public TransactionId {
        stores = List.copyOf(stores);
        if (!PART.matcher(realm).matches()
                || stores.isEmpty()
                || stores.size() > 2
                || !stores.stream().allMatch(store -> PART.matcher(store).matches())
                || random.length() != 22) {
            throw new IllegalArgumentException("not a transaction of ours: realm " + realm + ", stores " + stores);
        }
    }

    /** A new one. */
    public static TransactionId create(String realm, List<String> stores) {
        byte[] bits = new byte[16];
        RANDOM.nextBytes(bits);
        return new TransactionId(
                realm, stores, Base64.getUrlEncoder().withoutPadding().encodeToString(bits));
    }

    /** Reads what {@link #text()} wrote; empty for anything that is not exactly of our form. */
    public static Optional<TransactionId> parse(String text) {
        var parts = TEXT.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        List<String> stores =
                parts.group(3).equals(NO_STORE) ? List.of(parts.group(2)) : List.of(parts.group(2), parts.group(3));
        return Optional.of(new TransactionId(parts.group(1), stores, parts.group(4)));
    }

    /** What stands in ids for a realm of any name: equal names give equal texts. */
    public static String realmOf(String name) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return letters(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** A new id for a store. */
    public static String newStoreId() {
        byte[] bits = new byte[8];
        RANDOM.nextBytes(bits);
        return letters(bits);
    }

    private static String letters(byte[] bits) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            text.append(LETTERS.charAt(bits[i] & 31));
        }
        return text.toString();
    }

    /** As it stands in the databases. */
    public String text() {
        return "s1." + realm + "." + stores.get(0) + (stores.size() == 2 ? stores.get(1) : NO_STORE) + "." + random;
    }

    @Override
    public String toString() {
        return text();
    }
}
