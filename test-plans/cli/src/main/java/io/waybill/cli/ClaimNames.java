package io.waybill.cli;

import io.waybill.checker.Claim;
import io.waybill.planfile.tree.Similar;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Reads the names of claims. */
final class ClaimNames {

    private ClaimNames() {}

    static List<String> all() {
        return Arrays.stream(Claim.values()).map(Claim::id).toList();
    }

    static Set<Claim> parse(List<String> names) {
        Set<Claim> claims = EnumSet.noneOf(Claim.class);
        for (String name : names) {
            claims.add(Claim.of(name.strip())
                    .orElseThrow(() -> new UsageException("unknown claim \"" + name.strip() + "\""
                            + Similar.hint(name.strip(), all()) + " (waybill claims lists them)")));
        }
        return claims;
    }
}
